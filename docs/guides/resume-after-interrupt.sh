#!/bin/sh
# Continues a list that was interrupted with Ctrl-C, or that failed, without a file for checkpoints.
#
# usage: resume-after-interrupt.sh FILE, again after an interruption
# needs: CIS; FILE.err has what interrupted runs wrote on stderr
#
# The error of a list that ends early has a token (resumeToken), and --start-at continues exactly there.
set -eu
token=$(sed -n 's/.*"resumeToken":"\([^"]*\)".*/\1/p' "$1.err" 2> /dev/null | tail -n 1)

personctl user list -o ndjson ${token:+--start-at "$token"} >> "$1" 2>> "$1.err"
rm "$1.err"
