#!/bin/sh
# Shows the claims of the token that requests are sent with: its scopes, its audience, and when it expires.
#
# usage: token-claims.sh SERVICE
# needs: credentials for SERVICE
#
# Two commands, because a token is a secret: only token get prints it, and here only into a pipe.
set -eu

personctl token get --service "$1" | personctl token inspect -
