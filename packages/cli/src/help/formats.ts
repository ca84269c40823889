import { rows } from './rows.ts'

const formats: readonly (readonly [string, string])[] = [
  ['table', 'for reading; used on a terminal unless told otherwise'],
  ['json', 'one document: an object for one, an array for several; used elsewhere'],
  ['ndjson', 'a line of JSON for each row, as they come'],
  ['yaml', 'one document, read alike by parsers of YAML 1.1 and 1.2'],
  ['csv', 'RFC 4180: a header, a row for each, as they come'],
]

export const text: string = `\
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
