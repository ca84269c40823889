#!/bin/sh
# Prints which of the active people have a policy: true or false for each, with the reason.
#
# usage: people-with-policy.sh POLICY > policy.csv
# needs: CIS, and DABP with the same uuids; writes people.csv
#
# Two commands, because they ask two services. The exit code is 10 if somebody does not have the policy, as in a gate; here,
# that is a result like any other. --skip-updating-activity: nobody becomes active because we look.
set -eu

personctl user list -o csv --columns uuid,primary_email > people.csv
personctl report check --from-csv people.csv:uuid --policy "$1" --skip-updating-activity -o csv || {
  code=$?
  [ $code -eq 10 ] || exit $code
}
