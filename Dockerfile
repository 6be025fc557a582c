# syntax=docker/dockerfile:1
# The server, its worker and every command: one image. compose.yaml runs it; docs/containers.md tells more.
ARG PYTHON=3.13-slim-bookworm

FROM python:${PYTHON} AS build
ENV PIP_CACHE_DIR=/var/cache/pip
WORKDIR /build
COPY containers/install containers/install
COPY constraints-server.txt ./
RUN --mount=type=cache,target=/var/cache/pip \
    containers/install packages /usr/local/p2p
COPY pyproject.toml README.md LICENSE NOTICE ./
COPY src src
COPY web web
RUN containers/install program /usr/local/p2p

FROM python:${PYTHON}
# a user without a name elsewhere, who owns the data and nothing of the program
RUN groupadd --system --gid 10001 p2p \
    && useradd --system --uid 10001 --gid p2p --home-dir /var/lib/p2p --no-create-home --shell /usr/sbin/nologin p2p \
    && install --directory --owner=p2p --group=p2p --mode=0700 /var/lib/p2p /var/lib/p2p-files
COPY --from=build /usr/local/p2p /usr/local/p2p
COPY containers/healthy.py /usr/local/p2p/healthy.py
ENV PATH=/usr/local/p2p/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    P2P_HOST=0.0.0.0 \
    P2P_DATA_DIR=/var/lib/p2p
USER 10001:10001
WORKDIR /var/lib/p2p
EXPOSE 8000
HEALTHCHECK --interval=5s --timeout=5s --start-period=30s --retries=3 CMD ["python", "/usr/local/p2p/healthy.py"]
ENTRYPOINT ["p2p"]
CMD ["serve"]
