#!/bin/sh
# Shows what differs between the profiles of a person in two environments, for example test and production.
#
# usage: compare-environments.sh PERSON CONTEXT OTHER
# needs: CIS; two contexts of yours or presets
#
# Two commands, one for each environment. A context that is named with -c takes precedence over variables of the shell, so
# that a leftover export cannot mix them up.
set -eu

personctl user get "$1" -c "$2" -o yaml > "$2.yaml"
personctl user get "$1" -c "$3" -o yaml > "$3.yaml"
diff -u "$2.yaml" "$3.yaml"
