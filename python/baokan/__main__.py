"""``python -m baokan`` is the command ``baokan``."""

import sys

from baokan.command import main

if __name__ == "__main__":
    sys.exit(main())
