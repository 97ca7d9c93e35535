# The web checker as an image. `docker build -t tsutawaru-web:0.1.0 .` needs a network once;
# the container needs none, writes nothing and runs as a user without any rights.

FROM python:3.11-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /source
RUN python -m venv --without-pip /opt/tsutawaru

# Dependencies first: they change less often than the source. Only wheels with a known hash.
COPY requirements/run.txt requirements/build.txt requirements/
RUN python -m pip --python /opt/tsutawaru/bin/python install --require-hashes \
        --only-binary=:all: --no-compile -r requirements/run.txt
RUN python -m pip install --require-hashes --only-binary=:all: \
        --target /opt/build -r requirements/build.txt

# The build packs the rules for this very Python, so that a start compiles none of them.
COPY pyproject.toml hatch_build.py README.md LICENSE NOTICE ./
COPY LICENSES LICENSES
COPY corpus/samples/kenko-koza.txt corpus/samples/
COPY rules rules
COPY checker checker
COPY web web
RUN PYTHONPATH=/opt/build /opt/tsutawaru/bin/python -m hatchling build -t wheel -d /dist
RUN python -m pip --python /opt/tsutawaru/bin/python install --no-index --no-deps \
        --no-compile /dist/*.whl

# Nothing can be compiled later: the tree is read-only. Hashes instead of times, because
# copying to the next stage may change times.
RUN /opt/tsutawaru/bin/python -m compileall -q -j 0 --invalidation-mode unchecked-hash \
        /opt/tsutawaru/lib


FROM python:3.11-slim
RUN groupadd --gid 10001 tsutawaru \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /nonexistent \
        --shell /usr/sbin/nologin tsutawaru \
    && mkdir /etc/tsutawaru
COPY --from=build /opt/tsutawaru /opt/tsutawaru
ENV PATH=/opt/tsutawaru/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1

# A check.toml that is mounted here is found without an option. The folder is made above,
# because not every builder makes it for WORKDIR.
WORKDIR /etc/tsutawaru
USER 10001:10001
EXPOSE 8000

# No variable of a proxy has a say in this, unlike with urllib.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "from http.client import HTTPConnection as C; c = C('127.0.0.1', 8000, timeout=4); c.request('GET', '/healthz'); raise SystemExit(c.getresponse().status != 200)"]

# Process 1 ignores SIGTERM unless it asks for it; Python asks for SIGINT.
STOPSIGNAL SIGINT
ENTRYPOINT ["check-web"]
CMD ["--host", "0.0.0.0", "--port", "8000"]
