"""An outline edited by hand: its entries, a form for each, its preview."""
