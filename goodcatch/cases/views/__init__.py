"""Pages of cases: the triage desk, the list, and a page for each verb."""
