#!/usr/bin/env bash
# Builds the deployment packages: all services, or those named on the command line.
set -euo pipefail

ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
PYTHON="${PYTHON:-python3}"
SERVICES=(sites-service templates-service plugins-service async-processor)
if [ "$#" -gt 0 ]; then
  SERVICES=("$@")
fi

mkdir -p "$ROOT/dist"
for service in "${SERVICES[@]}"; do
  if [ ! -d "$ROOT/$service/src" ]; then
    echo "unknown service: $service" >&2
    exit 1
  fi
  echo "== $service"
  build="$ROOT/$service/build"
  rm -rf "$build" "$ROOT/$service/dist"
  mkdir -p "$build" "$ROOT/$service/dist"
  "$PYTHON" -m pip install --quiet --disable-pip-version-check \
    --requirement "$ROOT/$service/requirements.txt" \
    --target "$build" \
    --platform manylinux2014_aarch64 \
    --implementation cp \
    --python-version 3.12 \
    --only-binary=:all:
  cp -R "$ROOT/$service/src" "$build/src"
  find "$build" -type d -name __pycache__ -prune -exec rm -rf {} +
  (cd "$build" && zip -qrX "../dist/$service.zip" .)
  cp "$ROOT/$service/dist/$service.zip" "$ROOT/dist/"
  rm -rf "$build"
done

(cd "$ROOT/dist" && md5sum ./*.zip > checksums.md5 && cat checksums.md5)
