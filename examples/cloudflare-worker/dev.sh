#!/bin/sh
# Serves the Worker against the mock, whose variables `personctl-mock exec` sets.
set -eu

exec wrangler dev \
  --var "CIS_URL:$PERSONCTL_CIS_URL" --var "CIS_TOKEN_URL:$PERSONCTL_CIS_TOKEN_URL" \
  --var "CIS_CLIENT_ID:$PERSONCTL_CIS_CLIENT_ID" --var "CIS_CLIENT_SECRET:$PERSONCTL_CIS_CLIENT_SECRET"
