# Descent Lab in a container: docker build --tag descent-lab . && docker run --rm --publish 8501:8501 descent-lab
# It needs no rights and no place to write: --read-only --cap-drop ALL --security-opt no-new-privileges.

FROM python:3.11-slim AS build
RUN python -m venv /venv
COPY requirements.txt .
RUN /venv/bin/python -m pip install --no-cache-dir --require-hashes -r requirements.txt

FROM python:3.11-slim
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PORT=8501 \
    MPLCONFIGDIR=/app/prepared/matplotlib \
    NUMBA_CACHE_DIR=/app/prepared/numba \
    NUMBA_CPU_NAME=generic
RUN useradd --uid 10001 --home-dir /app --no-create-home --shell /usr/sbin/nologin lab
COPY --from=build /venv /venv
WORKDIR /app
COPY . .
# What would otherwise be made at the first start or for the first visitor: byte code, compiled update rules (for any
# CPU), scripts compressed, a list of fonts.
RUN python -m compileall -q app.py optim_core ui pages \
    && python -m optim_core prepare \
    && python -m ui.compressed \
    && python -c "import seaborn" \
    && chmod -R a+rX .
USER 10001
EXPOSE 8501
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import os, urllib.request as u; u.urlopen('http://127.0.0.1:' + os.environ['PORT'] + '/_stcore/health', timeout=4)"]
CMD ["sh", "docker-start.sh"]
