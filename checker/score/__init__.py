"""The score: one number, and the reason for every point that is missing.

`segments` takes the running text out of a draft, `measures` counts, `readability` and
`parts` turn counts and findings into points lost, `whole` puts them together, `raising`
says what to do first, `levels` what the text reads like. All are pure functions.
"""
