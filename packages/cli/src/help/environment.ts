import { rows } from './rows.ts'

const settings: readonly (readonly [string, string])[] = [
  ['PERSONCTL_S_CLIENT_ID', 'the client that asks'],
  ['PERSONCTL_S_CLIENT_SECRET', 'its secret'],
  ['PERSONCTL_S_CLIENT_SECRET_FILE', 'or a file with the secret in its first line'],
  ['PERSONCTL_S_TOKEN', 'or an access token, in place of client and secret'],
  ['PERSONCTL_S_SCOPE', 'scopes to ask for (default: all the client may have)'],
  ['PERSONCTL_S_URL', "the service, in place of the context's"],
  ['PERSONCTL_S_TOKEN_URL', "its token endpoint, in place of the context's"],
  ['PERSONCTL_S_AUDIENCE', "the audience of its tokens, in place of the context's"],
]

const others: readonly (readonly [string, string])[] = [
  ['PERSONCTL_CONTEXT', 'the context, where --context is not given'],
  ['PERSONCTL_CONFIG_DIR', 'the folder of contexts, secrets and tokens that are kept'],
  ['XDG_CONFIG_HOME', 'without it, the folder around that (~/.config)'],
  ['PERSONCTL_NO_TOKEN_CACHE', 'if set, no token is kept for the next run'],
  ['PERSONCTL_DABP_TENANT_ID', 'the UUID of the tenant of DABP, where it has to be said'],
  ['PERSONCTL_CERN_SUBJECT_TOKEN', "a person's token, for token get --exchange"],
  ['HTTPS_PROXY, HTTP_PROXY, NO_PROXY', 'proxies to go through'],
  ['CI', 'if set, no progress is shown'],
  ['TERM=dumb', 'the same: the terminal could not take it away again'],
  ['NO_COLOR', 'needs not be set, for nothing is coloured'],
]

/** Every variable that personctl looks at. */
export const variables: readonly (readonly [string, string])[] = [...settings, ...others]

export const text: string = `\
Settings from the environment. What is empty counts as not set.

For each service, with S for CIS (Mozilla), CERN (the Authorization Service) or DABP (OneWelcome):

${rows(settings)}

For all of them:

${rows(others)}

A flag wins over a variable, a variable over the context, the context over the preset: context show
--origin says of each setting where it comes from. No flag takes a secret, for the list of
processes would show it; none is ever printed, not by --debug, not in an error.
`
