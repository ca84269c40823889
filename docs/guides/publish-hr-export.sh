#!/bin/sh
# Publishes titles and teams from the CSV export of an HR system to the profiles of CIS.
#
# usage: publish-hr-export.sh FILE
# needs: CIS, the publisher hris and its key (publish.md); a file with the columns E-mail,Title,Team
#
# Two commands: the first shows what would change, and ends with 10 if the rules forbid something. Nothing is sent then.
# Who is in the export and not in CIS is reported: the others are published, and the exit code is 3.
# What is as in CIS already is left out, so the whole export can be published every night.
set -eu

# The columns get the names of attributes.
attributes=primary_email,staff_information.title,staff_information.team
named=$(mktemp)
trap 'rm -f "$named"' EXIT
sed "1s/.*/$attributes/" "$1" > "$named"

code=0
personctl user update "$named" --publisher hris --dry-run -o csv >&2 || code=$?
[ "$code" -eq 0 ] || [ "$code" -eq 3 ] || exit "$code"
personctl user update "$named" --publisher hris -o csv
