"""The report on a whole site: measures over the reports of its pages, and the page that shows them.

Everything here is pure: pages (`reading`) → `Site` (`measures`) → HTML (`whole`). What is read
are the values of the JSON report, so a saved report gives the same page as a run.
"""
