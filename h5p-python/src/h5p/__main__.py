"""`python -m h5p`: see `h5p.cli`."""

import sys

from h5p.cli import main

if __name__ == "__main__":
    sys.exit(main())
