"""Pages of the library, inside and public."""
