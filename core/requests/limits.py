"""How much one request may bring; the web server asks, too, before Django is there."""

# Evidence may have 10, an import a little more. A proxy in front has the same (deploy/nginx).
MOST_MEGABYTES = 25
