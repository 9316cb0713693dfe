# One image for web, worker, beat and migrate: what runs is chosen by the command (deploy/).
# Nothing is built at the start of a container, and nothing but the data folder is written.

FROM python:3.11-slim-bookworm AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /app
RUN python -m venv /app/.venv
COPY requirements.lock ./
# Exactly what the lock names, hash by hash; wheels only, so no compiler is needed here either.
RUN .venv/bin/pip install --require-hashes --only-binary :all: --requirement requirements.lock
# The tools of the people who work on it, and the servers that a trial on one machine embeds.
COPY pyproject.toml ./
COPY deploy/prune.py deploy/
RUN .venv/bin/python deploy/prune.py > /tmp/superfluous && .venv/bin/pip uninstall --yes --requirement /tmp/superfluous
COPY . .
# Settings want a key; static files depend on none.
RUN OUTTURN_PRODUCTION=1 SECRET_KEY=for-collecting-only DATABASE_URL=postgresql://none/none \
    OUTTURN_STATIC_DIR=/app/collected .venv/bin/python manage.py collectstatic --no-input \
 && .venv/bin/python -m compileall -q . \
 && rm -rf tests bench deploy requirements.lock .venv/lib/python3.11/site-packages/pip

FROM python:3.11-slim-bookworm
ENV PATH=/app/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=config.settings \
    OUTTURN_PRODUCTION=1 \
    OUTTURN_STATIC_DIR=/app/collected \
    OUTTURN_DATA_DIR=/data \
    OUTTURN_WEB_BIND=0.0.0.0:8000
RUN groupadd --system --gid 10001 outturn \
 && useradd --system --uid 10001 --gid outturn --home-dir /nonexistent --shell /usr/sbin/nologin outturn \
 && install -d -o outturn -g outturn -m 0700 /data /data/files
WORKDIR /app
COPY --from=build /app /app
USER 10001:10001
EXPOSE 8000
STOPSIGNAL SIGTERM
# As whatever it was started: each kind knows how it is well.
HEALTHCHECK --interval=15s --timeout=5s --start-period=40s --retries=3 \
    CMD ["python", "-m", "runtime.health"]
CMD ["gunicorn", "-c", "config/gunicorn.py", "config.wsgi:application"]
