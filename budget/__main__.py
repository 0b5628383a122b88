"""`python -m budget`: hands over to the command line."""

import sys

from budget.cli import main

if __name__ == "__main__":
    sys.exit(main())
