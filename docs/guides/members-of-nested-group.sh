#!/bin/sh
# Prints everybody in a group, also those who are in it through another group, each person once.
#
# usage: members-of-nested-group.sh GROUP > members.csv
# needs: CERN
set -eu

personctl group members "$1" --recursive --field upn,displayName,primaryAccountEmail -o csv
