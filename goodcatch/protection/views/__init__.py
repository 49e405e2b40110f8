"""Pages of protection plans: one module for each door."""
