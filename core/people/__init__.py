"""People and units: who works here, what they are responsible for, who stands in for whom."""
