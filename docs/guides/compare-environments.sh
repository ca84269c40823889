#!/bin/sh
# Shows what differs between the profiles of a person in two environments, for example test and production.
#
# usage: compare-environments.sh PERSON CONTEXT OTHER
# needs: CIS; two contexts of your own (personctl context add); writes CONTEXT.yaml and OTHER.yaml
#
# Two commands, one for each environment. A context of your own that is named with -c takes precedence over variables of
# the shell, so that a leftover export cannot mix them up; a preset does not. The exit code is 1 if the profiles differ.
set -eu

personctl user get "$1" -c "$2" -o yaml > "$2.yaml"
personctl user get "$1" -c "$3" -o yaml > "$3.yaml"
diff -u "$2.yaml" "$3.yaml"
