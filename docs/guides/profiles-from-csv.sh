#!/bin/sh
# Looks up everybody in a column of a CSV file, in its order. Those whom the service does not know are named on stderr.
#
# usage: profiles-from-csv.sh FILE COLUMN > profiles.csv 2> unknown.txt
# needs: CIS
#
# The exit code is 3 if some were not found, and another one if the rest is not complete either.
set -eu

personctl user get --from-csv "$1:$2" --keep-going -o csv
