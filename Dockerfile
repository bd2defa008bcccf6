# Not run so far: see docs/scaling.md.
FROM node:20-bookworm-slim
# A C++ compiler and Python serve where TensorFlow has to come from the Python package index.
RUN apt-get update && apt-get install -y --no-install-recommends python3 python3-pip g++ make ca-certificates && rm -rf /var/lib/apt/lists/*
RUN useradd --create-home almanac && mkdir -p /app /data && chown almanac /app /data
USER almanac
WORKDIR /app
COPY --chown=almanac . .
ENV ALMANAC_HOME=/data NODE_ENV=production
EXPOSE 3000
VOLUME /data
# Installs, builds and starts; what it has made stays in the container, what it keeps is in /data.
CMD ["npm", "start"]
