#!/bin/sh
# Prints the Mozilla profile of each member of a group at CERN, as csv. The two directories have the e-mail in common.
#
# usage: profiles-of-group.sh GROUP > profiles.csv
# needs: CERN and CIS; writes members.csv
#
# Two commands, because they ask two services. They are not piped, so that nothing is looked up if the group is not known as a
# whole. Members without a profile, such as service accounts, are named on stderr, and the exit code is 3 then.
set -eu

personctl group members "$1" --recursive --field upn,primaryAccountEmail -o csv > members.csv
personctl user get --from-csv members.csv:primaryAccountEmail --keep-going -o csv
