#!/bin/sh
# Writes the groups of each person to a file of its own, eight people at a time.
#
# usage: groups-in-parallel.sh FOLDER < upns.txt
# needs: CERN
#
# A process for each person is right where each needs an output of its own. They share one token. For one list of many
# people, a single process is faster: personctl identity get - --concurrency 20
set -eu
cd "$1"

xargs -P 8 -I {} sh -c 'personctl identity groups "$1" --recursive -o csv > "$1.csv"' sh {}
