"""Pages of people: accounts, directory, persons, units."""
