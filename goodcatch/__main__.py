"""`python -m goodcatch` is the `goodcatch` command."""

from goodcatch.cli import main

if __name__ == "__main__":
    main()
