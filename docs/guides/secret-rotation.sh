#!/bin/sh
# Replaces the client secret of a context. The new one is tried first: if the service rejects it, the old one stays.
#
# usage: secret-rotation.sh CONTEXT SERVICE FILE
# needs: a context (personctl context add), and the new secret in FILE, or - to be asked for it
#
# Two commands: the second checks the whole way, up to a request with the new token. Jobs with the old secret go on until
# it is revoked, so revoke it after this.
set -eu

personctl context set "$1" --service "$2" --client-secret-file "$3"
personctl doctor --context "$1" --service "$2"
