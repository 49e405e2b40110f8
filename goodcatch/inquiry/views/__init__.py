"""Pages of inquiries: whoever is not on an inquiry's list gets what they would get without it."""
