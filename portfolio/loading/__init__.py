"""Loading what belongs to a portfolio, by natural keys; every function is safe to repeat."""

from portfolio.loading.projects import remarks_load, status_load, upsert
from portfolio.loading.rows import delivery_load

__all__ = ["delivery_load", "remarks_load", "status_load", "upsert"]
