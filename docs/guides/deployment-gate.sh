#!/bin/sh
# Runs a command only for members of a group, for example a deployment in a CI pipeline.
#
# usage: deployment-gate.sh PERSON GROUP COMMAND [ARGUMENT...]
# needs: CERN
#
# is-member prints true or false, and its exit code is 0 for yes, 10 for no, and another one if it cannot tell: set -e
# ends here with that code. For a policy of DABP, use: personctl report check "$id" --policy NAME
set -eu
person=$1 group=$2
shift 2

personctl identity is-member "$person" "$group" --recursive > /dev/null
exec "$@"
