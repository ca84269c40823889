import { profileAttributes, type Scope, scopesFor, scopeValues } from '@personctl/sdk'
import { rows } from '../text/text.ts'

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

export const environmentHelp: string = `\
Settings from the environment. What is empty counts as not set.

For each service, with S for CIS (Mozilla), CERN (the Authorization Service) or DABP (OneWelcome):

${rows(settings)}

For all of them:

${rows(others)}

A flag wins over a variable, a variable over the context, the context over the preset: context show
--origin says of each setting where it comes from. No flag takes a secret, for the list of
processes would show it; none is ever printed, not by --debug, not in an error.
`

/** Every code that personctl ends with, and what it means. */
const exitCodes: readonly (readonly [code: number, meaning: string])[] = [
  [0, 'done'],
  [1, 'unexpected failure, of personctl or of the system it runs on'],
  [2, 'wrong usage: what was typed, or set in the environment, makes no sense'],
  [3, 'not found'],
  [4, 'not authenticated, or no credentials'],
  [5, 'not permitted'],
  [6, 'rate limited: the service asks to wait for longer than the command may take'],
  [7, 'network failure or timeout'],
  [8, 'the service failed, or answered nonsense'],
  [10, 'a check answered no, as user exists, user validate and report check can'],
  [130, 'interrupted, as with Ctrl-C'],
  [143, 'asked to end, with SIGTERM'],
]

export const exitCodesHelp: string = `\
What a command ends with, in any format:

${rows(exitCodes.map(([code, meaning]) => [String(code), meaning]))}

Whoever reads only the beginning of what is written, as head does, ends a command with 0.

Where JSON, ndjson or YAML is written, an error is one line of JSON on stderr, and stdout is empty,
but for the rows that ndjson had written before:

  {"error":{"code":"not_found","message":"…","service":"cis","status":200,"hint":"…"}}

code is a name that stays the same from version to version. Where a list can be gone on with, there
is a resumeToken too, for --start-at; where one of several failed, there is its id; and of personctl
api there is the body that was answered. With --keep-going each that failed has a line of its own,
and the code is that of the worst: 1, or else the highest.

Remarks, which are no failures, are lines of {"remark":{…}}.
`

/** Scopes that are granted, but make no difference to the service, and why. */
export const inertScopes: Partial<Record<Scope, string>> = {
  'classification:public': 'what is public is let through without it.',
  'display:public': 'what is public is let through without it.',
  'display:private': 'the service never looks for it; what is private takes display:all.',
}

const special: Partial<Record<Scope, string>> = {
  'read:fullprofile': 'lets every classification through',
  'display:all': 'lets every display through, private ones too',
  'search:all': 'user search; shows nothing by itself',
  write: 'no command of personctl takes it',
}

const taken = profileAttributes.map(({ path }) => scopesFor([path]))

/** How many attributes of a new record cannot be seen without a scope. */
function countOf(scope: Scope): string {
  const count = taken.filter((scopes) => scopes.includes(scope)).length
  return `${count} of ${profileAttributes.length} attributes take it`
}

function described(scopes: readonly Scope[]): string {
  return rows(scopes.map((scope) => [scope, special[scope] ?? inertScopes[scope] ?? countOf(scope)]))
}

const ofClassification = scopeValues.filter((scope) => scope.startsWith('classification:'))
const ofDisplay = scopeValues.filter((scope) => scope.startsWith('display:'))

export const scopesHelp: string = `\
CIS shows an attribute of a profile only to tokens whose scopes let through both its classification
and its display. What is public in both takes no scope. No scope implies another: display:staff
lets through what is for staff, and not what is for ndaed.

Classification:

${described(['read:fullprofile', ...ofClassification])}

Display:

${described(ofDisplay)}

Others:

${described(['search:all', 'write'])}

The counts are of records as they are made; a person may have changed the display of an attribute.

  $ personctl scopes for staff_information.title primary_email
  $ personctl scopes explain classification:workgroup display:none --hidden
  $ export PERSONCTL_CIS_SCOPE="$(personctl scopes for primary_email -o table)"

--display LEVEL leaves out, of what the token sees, all that is not for that audience.
`

const formats: readonly (readonly [string, string])[] = [
  ['table', 'for reading; used on a terminal unless told otherwise'],
  ['json', 'one document: an object for one, an array for several; used elsewhere'],
  ['ndjson', 'a line of JSON for each row, as they come'],
  ['yaml', 'one document, read alike by parsers of YAML 1.1 and 1.2'],
  ['csv', 'RFC 4180: a header, a row for each, as they come'],
]

export const formatsHelp: string = `\
What -o, --output takes, wherever it stands on the line:

${rows(formats)}

Stdout is exactly one document of the format, or empty. Dates and numbers are as the service gave
them. The whole of something is in json, ndjson and yaml; tables and csv have what is flat.

A table is as wide as what is in it; on a terminal no wider than that, with … for what is cut off.
What a terminal would obey (control characters, escape sequences, those that turn the direction of
text around) is shown as an escape such as \\u001b, in json and yaml as well, where it means the same.
Files of csv alone keep it.

In csv, a cell that a spreadsheet would run as a formula (one that starts with = + - @, a tab or a
line break) gets a ' before it; numbers and telephone numbers do not. There is no way to turn that
off: whoever needs every byte as it is takes json or ndjson.

What of it is written, always in this order:

  --sort-by COLUMN        sorts rows; COLUMN:desc the other way round. Rows without a value are last.
                          With --limit, it sorts the rows that the limit lets through. ndjson and
                          csv are held back for it until all rows are there.
  --query JMESPATH        asks the document: of json, yaml, table and csv all of it, of ndjson each
                          row for itself. The rows of a table or csv are those of the answer.
  --columns NAME,NAME     which columns a table or csv has, and in which order

Columns are named as the header of csv names them, or else as the heading of a table in small
letters. --query is JMESPath, with the additions of its community (jmespath.site):

  $ personctl user list --demo --query 'length(@)'
  $ personctl user list --demo --query '[?staff_information.manager].primary_email'
  $ personctl user list --demo --query '[].{who: primary_email, team: staff_information.team}' -o csv
  $ personctl user list --demo --query "[?staff_information.team == 'Data'] | [0]"
  $ personctl user get ada.lovelace@example.org --demo --query staff_information.title -o table
  $ personctl user list --demo -o csv --columns primary_email,staff_information.title
  $ personctl user list --demo -o table --sort-by last_name:desc
`
