#!/bin/sh
# personctl-mock exec -- sh test_people.sh
set -eu

# Passes the secret on stdin, since other users can read the arguments of a process.
token() {
  printf %s "$PERSONCTL_CIS_CLIENT_SECRET" |
    curl -sS --fail "$PERSONCTL_CIS_TOKEN_URL" \
      -d grant_type=client_credentials -d "audience=$PERSONCTL_CIS_AUDIENCE" -d "scope=$*" \
      -d "client_id=$PERSONCTL_CIS_CLIENT_ID" --data-urlencode client_secret@- |
    sed 's/.*"access_token": *"\([^"]*\)".*/\1/'
}

# person EMAIL TOKEN
person() {
  printf 'Authorization: Bearer %s\n' "$2" |
    curl -sS --fail -H @- "$PERSONCTL_CIS_URL/v2/user/primary_email/$1?active=any"
}

failures=0
# expect WHAT PATTERN TEXT
expect() {
  if printf %s "$3" | grep -q -e "$2"; then
    echo "ok - $1"
  else
    echo "not ok - $1: no $2 in $3"
    failures=$((failures + 1))
  fi
}

staff=$(token classification:mozilla_confidential display:ndaed display:none)
public=$(token display:public)

expect 'staff see a title' '"Principal Engineer"' "$(person ada.lovelace@example.org "$staff")"
expect 'the public sees a name' '"first_name"' "$(person ada.lovelace@example.org "$public")"
expect 'the public sees no title' '"staff_information": *{}' "$(person ada.lovelace@example.org "$public")"
expect 'an unknown person is an empty object' '^{}$' "$(person nobody@example.org "$staff")"
expect 'a wrong secret is rejected' 401 "$(PERSONCTL_CIS_CLIENT_SECRET=wrong token display:public 2>&1)"

# Let the mock limit the rate of the next request.
curl -sS --fail "$PERSONCTL_MOCK_URL/__admin/faults" -o /dev/null -H 'Content-Type: application/json' \
  -d '{ "match": { "service": "cis" }, "effect": { "type": "rateLimit", "retryAfterSeconds": 7 }, "times": 1 }'
expect 'a rate limit is a 429' 429 "$(person ada.lovelace@example.org "$staff" 2>&1)"
expect 'the next request succeeds' '"Ada"' "$(person ada.lovelace@example.org "$staff")"

exit "$failures"
