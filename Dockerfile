# The image of web, worker, beat and the migrations; docker-compose.yml says which is which.

FROM node:22-bookworm-slim AS assets
WORKDIR /app
COPY package.json package-lock.json .npmrc tsconfig.json ./
RUN npm ci
COPY frontend frontend
RUN npm run build

FROM python:3.11-slim-bookworm AS packages
WORKDIR /app
RUN pip install --no-cache-dir uv==0.13.9
COPY pyproject.toml uv.lock ./
RUN uv sync --frozen --no-dev --compile-bytecode

FROM python:3.11-slim-bookworm AS app
RUN useradd --system --uid 10001 --home-dir /data --create-home salesleader
WORKDIR /app
ENV PATH="/app/.venv/bin:$PATH" \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=salesleader.settings \
    SALESLEADER_DATA=/data \
    STATIC_ROOT=/app/staticfiles
COPY --from=packages /app/.venv .venv
COPY . .
COPY --from=assets /app/salesleader/static/build salesleader/static/build
# Collecting files reads the settings and connects to nothing; nothing of this line stays in the image.
RUN SECRET_KEY=unused DATABASE_URL=postgres://unused REDIS_URL=redis://unused \
    python manage.py collectstatic --noinput --verbosity 0
USER salesleader
EXPOSE 8000
CMD ["gunicorn", "salesleader.wsgi", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "4", "--no-control-socket", "--worker-tmp-dir", "/dev/shm", "--log-level", "warning"]
