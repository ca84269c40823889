/** What stands before everything else in the help of personctl itself. */
export const examples = `Examples:
  $ personctl user get ada.lovelace@example.org --demo
  $ personctl user get ada.lovelace@example.org grace.hopper@example.org --demo -o csv
  $ personctl user list --demo --limit 5
  $ personctl user search staff_information.staff=true --demo -o csv > staff.csv
  $ personctl scopes for staff_information.title primary_email
  $ personctl group members atlas-readers --recursive --demo
  $ personctl context add work --preset mozilla --client-id sync --use
  $ personctl user get --help
  $ personctl mock start --port 4010
`

/** What stands after it. */
export const reference = `
Settings, from the environment, or else from a context (personctl context add). What is empty
counts as not set:
  PERSONCTL_CONTEXT                 the context, where --context is not given
  PERSONCTL_CIS_CLIENT_ID           the client that asks
  PERSONCTL_CIS_CLIENT_SECRET       its secret
  PERSONCTL_CIS_CLIENT_SECRET_FILE  or a file with the secret in its first line
  PERSONCTL_CIS_TOKEN               or an access token, in place of client and secret
  PERSONCTL_CIS_SCOPE               scopes to ask for (default: all the client may have)
  PERSONCTL_CIS_URL                 the service, in place of the context's
  PERSONCTL_CIS_TOKEN_URL           its token endpoint, in place of the context's
  PERSONCTL_CIS_AUDIENCE            the audience of its tokens, in place of the context's
  PERSONCTL_CERN_…, PERSONCTL_DABP_…  the same for these, each of them
  PERSONCTL_CERN_SUBJECT_TOKEN      what token get --exchange exchanges
  PERSONCTL_NO_TOKEN_CACHE          if set, no token is kept for the next command
  PERSONCTL_CONFIG_DIR              where contexts, secrets and tokens are kept
  HTTPS_PROXY, HTTP_PROXY, NO_PROXY proxies to go through

Exit codes:
  0 done          3 not found                             6 rate limited
  1 unexpected    4 not authenticated or no credentials   7 network failure or timeout
  2 wrong usage   5 not permitted                         8 the service failed
  10 a check answered no                                  130 interrupted
`
