"""`python -m cwd_audit`, and the `cwd-audit` command."""

from cwd_audit.cli import main

if __name__ == "__main__":
    main()
