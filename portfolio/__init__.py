"""Projects, their work plans, stages, quantities, status updates and remarks for the report."""
