#!/bin/sh
# Shows the claims of the token that requests are sent with: its scopes, its audience, and when it expires.
#
# usage: token-claims.sh SERVICE
# needs: credentials for SERVICE
#
# The token itself is not printed. To look at a token that you were given: personctl token inspect - < token.txt
set -eu

personctl token inspect --service "$1"
