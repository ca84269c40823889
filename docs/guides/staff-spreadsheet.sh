#!/bin/sh
# Exports all staff to a spreadsheet: one row a person, one column an attribute, the same columns every time.
#
# usage: staff-spreadsheet.sh [FILE]
# needs: CIS, with scopes that show the attributes (personctl help scopes)
#
# Two commands, because CIS lists active or inactive people, not both. The second adds its rows below those of the first,
# without a header. --bom makes Excel read accents; leave it out for other programs.
set -eu
file=${1:-staff.csv}

personctl user search staff_information.staff=true --full -o csv --bom > "$file"
personctl user search staff_information.staff=true --full --active false -o csv --no-header >> "$file"
