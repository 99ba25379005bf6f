"""`python -m tco.cli`."""

import sys

from tco.cli import main

if __name__ == "__main__":
    sys.exit(main())
