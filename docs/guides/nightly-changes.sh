#!/bin/sh
# Lists what has changed since the last run: people who have come or gone, and attributes with other values.
#
# usage: nightly-changes.sh FOLDER > changes.csv
# needs: CIS; FOLDER has the list of the last run
#
# Two commands: one gets the list of tonight, the other compares it with the last one. The exit code is 10 if they differ.
# If the comparison fails, the list of the last run stays, so that the next run has the changes of both nights.
set -eu
cd "$1"

personctl user list -o ndjson > tonight.ndjson
[ -e last.ndjson ] || cp tonight.ndjson last.ndjson
code=0
personctl user diff last.ndjson tonight.ndjson -o csv || code=$?
case $code in 0 | 10) mv tonight.ndjson last.ndjson ;; esac
exit "$code"
