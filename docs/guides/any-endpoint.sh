#!/bin/sh
# Uses an endpoint that has no command of its own: all pages of a list, as one list.
#
# usage: any-endpoint.sh TEXT > groups.ndjson
# needs: CERN; prints the groups whose name contains TEXT
#
# A request with a body takes it from options (-f key=value), and --dry-run prints it in place of sending it:
#   personctl api cern /api/v1.0/Group -f displayName=Readers -F selfSubscription=false --dry-run
set -eu

personctl api cern /api/v1.0/Group -p "filter=displayName:contains:$1" -p limit=1000 --paginate -o ndjson
