#!/usr/bin/env bash
# Runs the unit tests of a service with coverage, then its integration tests, if it has any, without.
# env: SERVICE      folder of the service
# env: SOURCE       what is covered, relative to the service
# env: UNIT         folder of the unit tests
# env: INTEGRATION  folder of the integration tests; may be absent
# env: REPORT       absolute path of the coverage reports, without ending; Codecov finds XML by "coverage" in its name
# exit: 0 all passed, 1 a test failed, 2 there are no unit tests, or they measured nothing
set -euo pipefail
cd "$SERVICE"

code=0
python -m pytest "$UNIT" --cov="$SOURCE" --cov-branch --cov-fail-under=0 \
  --cov-report="xml:$REPORT.coverage.xml" --cov-report="json:$REPORT.json" || code=$?
if [ "$code" = 5 ] || [ ! -d "$UNIT" ]; then
  echo "::error::$UNIT has no tests. Add some, or correct the folder in the definition."
  exit 2
fi
[ "$code" = 0 ] || exit 1
if [ ! -s "$REPORT.json" ]; then
  echo "::error::The tests passed, but no line of $SOURCE was measured. Correct the source in the definition."
  exit 2
fi

if [ ! -d "$INTEGRATION" ]; then
  echo "::notice::There are no integration tests ($INTEGRATION)."
  exit 0
fi
# Without coverage: a floor in the repository's own settings is meant for the unit tests.
code=0
python -m pytest "$INTEGRATION" --no-cov || code=$?
case "$code" in
  0) ;;
  5) echo "::notice::$INTEGRATION has no tests." ;;
  *) exit 1 ;;
esac
