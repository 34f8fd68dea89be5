# The dashboard as `make run` starts it. Build: docker build -t model-footprint .
FROM python:3.11-slim-bookworm AS packages
COPY requirements.lock .
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.lock

FROM python:3.11-slim-bookworm
COPY --from=packages /venv /venv
WORKDIR /app
COPY LICENSE app.py ./
COPY .streamlit .streamlit
COPY data data
COPY footprint footprint
COPY runtime runtime
COPY components components
COPY content content
COPY pages pages
COPY web web
# It writes nothing: the root file system may be read-only, and nobody needs a home.
ENV PATH=/venv/bin:$PATH HOME=/nonexistent PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 FORWARDED_ALLOW_IPS=
RUN python -m compileall -q /app && python -m footprint.load
USER 10001:10001
EXPOSE 8501
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8501/health', timeout=2)"]
CMD ["streamlit", "run", "app.py", "--server.address", "0.0.0.0", "--server.port", "8501", "--server.headless", "true"]
