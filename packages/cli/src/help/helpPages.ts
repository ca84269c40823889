import { profileAttributes, type Scope, scopesFor, scopeValues } from '@personctl/sdk/cis'
import { exitCodeMeanings, exitCodes } from '../errors/exitCodes.ts'
import { formatRows } from '../text/text.ts'

const serviceVariables: readonly (readonly [string, string])[] = [
  ['PERSONCTL_S_CLIENT_ID', 'the client id'],
  ['PERSONCTL_S_CLIENT_SECRET', 'the client secret'],
  ['PERSONCTL_S_CLIENT_SECRET_FILE', 'a file with the client secret in its first line'],
  ['PERSONCTL_S_TOKEN', 'an access token, used instead of a client'],
  ['PERSONCTL_S_SCOPE', 'the scopes to request (default: all that the client may have)'],
  ['PERSONCTL_S_URL', 'the URL of the service'],
  ['PERSONCTL_S_TOKEN_URL', 'the URL of the token endpoint'],
  ['PERSONCTL_S_AUDIENCE', 'the audience of the tokens'],
]

const generalVariables: readonly (readonly [string, string])[] = [
  ['PERSONCTL_CONTEXT', 'the context, unless --context is given'],
  ['PERSONCTL_OUTPUT', 'the format of commands without --output'],
  ['PERSONCTL_MIRROR', 'the database of commands of the mirror without --to: a file, or a postgres:// URL'],
  ['PERSONCTL_CONFIG_DIR', 'the folder of stored contexts, secrets and tokens'],
  ['XDG_CONFIG_HOME', 'the parent of that folder, unless PERSONCTL_CONFIG_DIR is set (default: ~/.config)'],
  ['PERSONCTL_NO_TOKEN_CACHE', 'if set, tokens are not stored'],
  ['PERSONCTL_CIS_CHANGE_URL', 'the URL of the Change API of CIS (default: beside PERSONCTL_CIS_URL)'],
  ['PERSONCTL_CIS_PUBLISHER', 'the publisher that signs changes in CIS'],
  ['PERSONCTL_CIS_PUBLISHER_KEY', 'its private key: a JWK, PEM, or base64 of either'],
  ['PERSONCTL_CIS_PUBLISHER_KEY_FILE', 'a file with that key'],
  ['PERSONCTL_DABP_TENANT_ID', 'the UUID of the tenant of DABP, if DABP needs it'],
  ['PERSONCTL_CERN_SUBJECT_TOKEN', 'the token of a person, for token get --exchange'],
  ['HTTPS_PROXY, HTTP_PROXY, ALL_PROXY', 'the proxies to use, as URL or host:port'],
  ['NO_PROXY', 'the hosts to reach without a proxy'],
  ['NODE_EXTRA_CA_CERTS', 'a file with the certificates of authorities that you trust as well'],
  [
    'SSL_CERT_FILE, SSL_CERT_DIR',
    'the certificates to trust instead of those of Node.js, with NODE_OPTIONS=--use-openssl-ca',
  ],
  ['CI', 'if set, no progress is shown'],
  ['TERM=dumb', 'no progress and no colours are shown'],
  ['NO_COLOR', 'if set, nothing is coloured, as with --no-color'],
]

export const environmentHelp: string = `\
Environment variables. An empty variable counts as not set.

For each service, where S is CIS (Mozilla), CERN (the Authorization Service) or DABP (OneWelcome):

${formatRows(serviceVariables)}

For all services:

${formatRows(generalVariables)}

Variables take precedence over the context in use, and the context over its preset. A context of
your own that --context names takes precedence over variables, together with its preset; a notice
names the variables that are not used. context show --origin prints the source of each setting.

A stored secret is sent only to the token endpoint that it was stored for, and its tokens only to the
URL of its context. If a variable leads elsewhere, the command fails. To send credentials there, set
them in variables as well.

No flag takes a secret, since other users can see the list of processes. Secrets are never printed,
neither with --debug nor in errors.
`

const storedFiles: readonly (readonly [string, string])[] = [
  ['contexts.json', 'your contexts, and which one is in use'],
  ['secrets/', 'client secrets and keys of publishers, if there is no keyring; only you can read them'],
  ['tokens/', 'tokens that the next commands use, too; only you can read them'],
  ['mirror.sqlite', 'the mirror of commands without --to; only you can read it'],
]

export const filesHelp: string = `\
All files of personctl are in one folder: PERSONCTL_CONFIG_DIR, or else personctl in XDG_CONFIG_HOME,
or else ~/.config/personctl; on Windows, personctl in APPDATA. personctl config path prints it.

${formatRows(storedFiles)}

Each file is replaced as a whole, by one command at a time. A file that is broken, or that a newer
personctl has written, is never overwritten. If nothing can be written, a notice says so, and the
command does its work without storing anything.

personctl context remove removes the secrets and tokens of a context, and personctl token forget all
tokens. Both also remove what killed commands have left behind.

A folder or a contexts.json that belongs to another user is refused. A notice says so if others can
change contexts.json or read the file of a secret.
`

const exitCodeRows = Object.entries(exitCodeMeanings).map(
  ([name, meaning]) => [String(exitCodes[name as keyof typeof exitCodes]), meaning] as const,
)

export const exitCodesHelp: string = `\
The exit codes of all commands, in any format:

${formatRows(exitCodeRows)}

A reader that closes the pipe early, as head does, ends a command with 0.

With json, ndjson and yaml, an error is one line of JSON on stderr. Stdout is empty then, except
for the rows that ndjson has written before:

  {"error":{"code":"not_found", "message":"…", "service":"cis", "status":200, "hint":"…"}}

The code is the same in every version. These members are added where they apply:

  resumeToken        the value of --start-at that continues the list
  id                 the one of several arguments that failed
  retryAfterSeconds  the time to wait that the service requests, in seconds
  mayHaveBeenDone    true if the service may have carried out a change all the same
  body               the response to a request of personctl api

With --keep-going each failure has a line of its own, and the exit code is 1 if one was unexpected,
otherwise the highest.

Notices, which are not failures, are lines of {"notice":{…}}.
`

/** Scopes that can be granted and have no effect, with the reason. */
export const scopesWithoutEffect: Partial<Record<Scope, string>> = {
  'classification:public': 'public attributes are visible without it.',
  'display:public': 'public attributes are visible without it.',
  'display:private': 'the service ignores it; private attributes need display:all.',
}

const specialScopes: Partial<Record<Scope, string>> = {
  'read:fullprofile': 'lets every classification through',
  'display:all': 'lets every display through, private ones too',
  'search:all': 'permits user search; lets no attribute through',
  write: 'for those who publish; the service does not check it',
}

const scopesOfAttributes = profileAttributes.map(({ path }) => scopesFor([path]))

/** Returns the number of attributes of a new record that need a scope, as a sentence. */
function describeCount(scope: Scope): string {
  const count = scopesOfAttributes.filter((scopes) => scopes.includes(scope)).length
  return `needed for ${count} of ${profileAttributes.length} attributes`
}

function formatScopes(scopes: readonly Scope[]): string {
  return formatRows(
    scopes.map((scope) => [
      scope,
      (specialScopes[scope] ?? scopesWithoutEffect[scope] ?? describeCount(scope)).replace(/\.$/, ''),
    ]),
  )
}

const classificationScopes = scopeValues.filter((scope) => scope.startsWith('classification:'))
const displayScopes = scopeValues.filter((scope) => scope.startsWith('display:'))

export const scopesHelp: string = `\
CIS shows an attribute of a profile to a token whose scopes let through both its classification and
its display. An attribute that is public in both needs no scope. No scope implies another:
display:staff lets through what is for staff, but not what is for ndaed.

Classification:

${formatScopes(['read:fullprofile', ...classificationScopes])}

Display:

${formatScopes(displayScopes)}

Others:

${formatScopes(['search:all', 'write'])}

The counts apply to new records; a person may have changed the display of an attribute.

  $ personctl scopes for staff_information.title primary_email
  $ personctl scopes explain classification:workgroup display:none --hidden
  $ export PERSONCTL_CIS_SCOPE="$(personctl scopes for primary_email -o table)"

Of the attributes that a token may see, --display LEVEL leaves out those for other audiences.

This topic has the name of a command: personctl scopes --help explains the command.
`

const formats: readonly (readonly [string, string])[] = [
  ['table', 'for reading; the default on a terminal'],
  ['json', 'one document: an object, or an array for several rows; the default elsewhere'],
  ['ndjson', 'a line of JSON for each row, written as it arrives'],
  ['yaml', 'one document, with the same meaning in YAML 1.1 and 1.2'],
  ['csv', 'RFC 4180: a header and a line for each row, written as it arrives'],
  ['text', 'bare values for scripts: a line for each row, tabs between the columns'],
]

export const formatsHelp: string = `\
The formats of -o, --output, which may stand anywhere on the command line. PERSONCTL_OUTPUT sets
another default:

${formatRows(formats)}

Stdout is exactly one document of the format, or empty. Dates and numbers are as the service gave
them. json, ndjson and yaml show everything; table, csv and text show what is flat.

On a terminal, a table fits the width: names and descriptions are cut off, with … for what is
missing, other cells continue on the next line, and columns at the right that do not fit are left
out and named on stderr. Identifiers are never cut. --wide writes everything. Headings, statuses and
errors are coloured on a terminal only, unless NO_COLOR is set or --no-color given. What a terminal
would obey (control characters, escape sequences, characters that change the direction of text) is
shown as an escape such as \\u001b, in json and yaml too, where it means the same. In a table, a
backslash of the data that looks like the beginning of an escape is doubled. Only files in csv and
text contain everything as it is.

In text, a tab or a line break within a value is written as \\t, \\n or \\r. The columns are those of the table.

In csv, what a spreadsheet would run as a formula (= + - @ at the beginning of a cell, or behind a
semicolon, a tab or a line break, which separate cells in some countries) gets a ' before it;
numbers and telephone numbers do not. This cannot be turned off: if you need every byte as it is,
use json or ndjson. --bom begins csv with a byte order mark, without which Excel garbles accents.
--no-header leaves out the header of csv and the headings of a table, for example to continue a
list with --start-at.

These options are applied in this order, regardless of that on the command line:

  --sort-by COLUMN        sorts rows by COLUMN (COLUMN:desc for descending). Rows without a value
                          come last. With --limit, it sorts the rows within the limit. ndjson, csv and
                          text are written after the last row has arrived. Repeatable.
  --query JMESPATH        filters the document: all of it, or each row in ndjson. table, csv and
                          text show the result as rows.
  --columns NAME,NAME     selects the columns of table, csv or text, in this order. Repeatable.

The name of a column is that in the header of csv. The heading of a table works as well, in upper or
lower case, and with _ or - for spaces. A label of an attribute is a column, too: usernames.github. Labels without a
value, such as groups, are shown as a list. --query takes JMESPath with the additions of the JMESPath
Community (jmespath.site):

  $ personctl user list --demo --query 'length(@)'
  $ personctl user list --demo --query '[?staff_information.manager].primary_email'
  $ personctl user list --demo --query '[].{who: primary_email, team: staff_information.team}' -o csv
  $ personctl user list --demo --query "[?staff_information.team == 'Data'] | [0]"
  $ personctl user get ada.lovelace@example.org --demo --query staff_information.title -o text
  $ personctl user list --demo --query '[].[primary_email, access_information.ldap]' -o text
  $ personctl user list --demo -o csv --columns primary_email,staff_information.title
  $ personctl user list --demo -o table --sort-by last_name:desc
`
