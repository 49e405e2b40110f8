"""A child around which no wall was built; it climbs as the real one does."""

from goodcatch.files.cleaning import trying, walls


def main() -> None:
    """Climb without walls."""
    walls.first = lambda **_: []
    walls.last = list
    trying.main()
