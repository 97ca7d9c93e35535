"""`python -m web`."""

from __future__ import annotations

from web.serve import main

if __name__ == "__main__":
    main()
