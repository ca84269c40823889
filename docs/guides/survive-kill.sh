#!/bin/sh
# Exports a large directory, and continues where it was after anything: kill -9, a full disk, a reboot.
#
# usage: survive-kill.sh FILE, again and again until it succeeds
# needs: CIS; FILE.checkpoint remembers how far the list is, and is removed at its end
#
# FILE has every person once when it is complete. Remove it to start anew.
set -eu

personctl user list -o ndjson --checkpoint "$1.checkpoint" >> "$1"
