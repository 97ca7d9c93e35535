"""The language server: findings, fixes and reasons inside an editor, while a draft is written.

| module | does |
|---|---|
| `serve` | the command `check-lsp`; says what is missing |
| `server` | what an editor asks, and when a draft is checked |
| `turns` | one check after the other; of each draft only the newest |
| `checks` | a draft of an editor, its configuration, what is found in it |
| `ignoring` | where a comment goes that silences a finding |
| `telling` | findings in the words of the protocol |
"""
