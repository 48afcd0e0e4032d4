# The image of every logwarden process. Two stages: pip and its cache stay behind.
FROM python:3.11-slim-bookworm AS build
WORKDIR /src
RUN python -m venv /opt/logwarden
COPY requirements.lock ./
RUN /opt/logwarden/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
COPY . ./
RUN /opt/logwarden/bin/pip install --no-cache-dir --no-deps .

FROM python:3.11-slim-bookworm
RUN useradd --uid 10001 --no-create-home --home-dir /nonexistent logwarden \
 && install -d -o logwarden -g logwarden /var/lib/logwarden
COPY --from=build /opt/logwarden /opt/logwarden
ENV PATH=/opt/logwarden/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    LOGWARDEN_DATA=/var/lib/logwarden
USER logwarden
VOLUME /var/lib/logwarden
ENTRYPOINT ["logwarden"]
CMD ["--help"]
