#!/bin/sh
# Runs as a user without a home folder, on a disk that may be read-only, such as a service account or a container.
#
#   sudo -u nobody --preserve-env=PERSONCTL_CIS_CLIENT_ID,PERSONCTL_CIS_CLIENT_SECRET_FILE without-home.sh
#
# usage: without-home.sh > people.ndjson
# needs: CIS, with all settings in variables (personctl help environment)
#
# --no-token-cache: there is no folder for tokens, so each run requests one.
set -eu

personctl user list -o ndjson --no-token-cache
