import { profileAttributes, type Scope, scopesFor, scopeValues } from '@personctl/sdk'
import { inertScopes } from '../commands/scopes/inert.ts'
import { rows } from './rows.ts'

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

export const text: string = `\
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
