"""The results framework: strategies with their outcomes, outputs and cross-cutting drivers."""
