# The packages, without those of development: Node itself comes with the image.
FROM node:24.19.0-bookworm-slim@sha256:a9f5f7c91a432850b2a8a7797adf5eadb6c733ceed61167806cee7ea7fbc29df AS packages
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund
# The runtime of the offline embedder brings its libraries for every system: 240 MB that are not this one's.
RUN find node_modules/onnxruntime-node/bin -mindepth 3 -maxdepth 3 -not -path "*/linux/$(node -p process.arch)" -exec rm -r {} +

FROM node:24.19.0-bookworm-slim@sha256:a9f5f7c91a432850b2a8a7797adf5eadb6c733ceed61167806cee7ea7fbc29df
WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
COPY package.json LICENSE NOTICE ./
COPY prompts ./prompts
COPY seeds ./seeds
COPY scripts ./scripts
COPY src ./src
RUN install --directory --owner=1000 --group=1000 /data

# All that is written lies in /data; the rest of the container can be read-only. SQLite sorts there what /tmp can't hold.
# Node keeps there what it made of each module: it starts in half the time.
ENV NODE_ENV=production \
    NODE_COMPILE_CACHE=/data/compile-cache \
    DATABASE_URL=/data/on-record.sqlite \
    SQLITE_TMPDIR=/data \
    HTTP_PORT=8080
VOLUME /data
EXPOSE 8080

# The image's user "node", by its number, so that an orchestrator can tell that it is not root.
USER 1000:1000

# The first reading of the sources does not count: health is the gateway's heartbeat and the store.
HEALTHCHECK --interval=30s --timeout=10s --start-period=90s --retries=3 \
    CMD ["node", "scripts/check-health.ts"]

# No shell and no npm between the signals and the bot, which ends by itself 10 seconds after SIGTERM at the latest.
CMD ["node", "--max-semi-space-size=8", "src/index.ts"]
