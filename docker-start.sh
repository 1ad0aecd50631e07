#!/bin/sh
# Starts the app in its container, whose file system may be read-only. Numba and matplotlib insist on
# folders they can write to, so what the image has prepared for them is copied to memory first.
set -eu
for folder in /dev/shm /tmp; do
  if TMPDIR=$(mktemp -d "$folder/lab.XXXXXX" 2>/dev/null); then break; fi
done
if [ -z "$TMPDIR" ]; then
  echo "Neither /dev/shm nor /tmp can be written to: start the container with --tmpfs /tmp." >&2
  exit 1
fi
cp -R prepared/. "$TMPDIR"
export TMPDIR MPLCONFIGDIR="$TMPDIR/matplotlib" NUMBA_CACHE_DIR="$TMPDIR/numba"
exec python -m streamlit run app.py --server.address 0.0.0.0 --server.port "$PORT" --server.fileWatcherType none
