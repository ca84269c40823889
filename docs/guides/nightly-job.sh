#!/bin/sh
# Exports the directory from cron, which gives a job nearly no environment: all settings are in a file, the secret in another.
#
#   15 2 * * *  nightly-job.sh /etc/personctl/job.env /srv/export
#
# usage: nightly-job.sh SETTINGS FOLDER
# needs: CIS; SETTINGS has lines such as
#   PERSONCTL_CIS_CLIENT_ID=directory-sync
#   PERSONCTL_CIS_CLIENT_SECRET_FILE=/etc/personctl/secret     (mode 600, of the user of the job)
#   PERSONCTL_OUTPUT=ndjson
#
# --no-input: never waits for somebody to type. --timeout: never runs into the next night. The new list replaces the old one
# only if it is complete.
set -eu
set -a
. "$1"
set +a
cd "$2"

personctl user list --no-input --timeout 3600 --quiet > people.new
mv people.new people.ndjson
