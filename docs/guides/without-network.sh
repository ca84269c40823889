#!/bin/sh
# Prepares an export on a train: which scopes it will need, and which rows it will have.
#
# usage: without-network.sh ATTRIBUTE... > example.csv
# needs: nothing; --demo is a directory inside personctl
#
# Two commands for two questions. To run programs against all services offline: personctl mock exec -- COMMAND
set -eu

personctl scopes for "$@" -o text --no-header >&2
personctl user list --demo --limit 5 --quiet -o csv --columns "primary_email,$(IFS=,; echo "$*")"
