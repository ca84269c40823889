import { afterAll, beforeAll, expect, test } from 'vitest'
import { accessToken } from '../helpers/accessToken.ts'
import { pathsOf, recordOf } from '../helpers/cisRecords.ts'
import { launchMock, type MockCommand } from '../helpers/mockCommand.ts'
import { temporaryFile } from '../helpers/temporaryFile.ts'

let mock: MockCommand
beforeAll(async () => {
  const record = recordOf('email|1')
  record.first_name.metadata.display = 'public'
  record.last_name.metadata.display = 'private'
  mock = await launchMock([
    '--data',
    await temporaryFile('p.json', JSON.stringify({ cis: { profiles: [record] } })),
  ])
})
afterAll(() => mock.stop())

const groups = ['identities', 'access_information', 'staff_information']
const example1 = ['schema', 'uuid', 'primary_username', 'first_name', ...groups]
const example2 = [
  ...example1,
  ...['created', 'last_modified', 'login_method', 'user_id', 'primary_email', 'picture'],
  ...['ssh_public_keys', 'pgp_public_keys', 'access_information.ldap', 'access_information.mozilliansorg'],
]
const example3 = [...example2, 'last_name']
const example4 = [
  ...example2,
  ...[
    'active',
    'usernames',
    'pronouns',
    'alternative_name',
    'fun_title',
    'description',
    'location',
    'timezone',
  ],
  ...['languages', 'tags', 'uris', 'phone_numbers', 'access_information.access_provider'],
  ...['github_id_v3', 'github_id_v4', 'github_primary_email', 'mozilliansorg_id'].map(
    (name) => `identities.${name}`,
  ),
  ...['bugzilla_mozilla_org_id', 'bugzilla_mozilla_org_primary_email'].map((name) => `identities.${name}`),
  ...['google_oauth2_id', 'google_primary_email', 'firefox_accounts_id'].map((name) => `identities.${name}`),
  ...['firefox_accounts_primary_email', 'custom_1_primary_email'].map((name) => `identities.${name}`),
  ...['custom_2_primary_email', 'custom_3_primary_email'].map((name) => `identities.${name}`),
]
const staffIdentities = ['mozilla_ldap_id', 'mozilla_ldap_primary_email', 'mozilla_posix_id'].map(
  (name) => `identities.${name}`,
)
const example5 = [...example4, 'last_name', ...staffIdentities]
const staffOnly = ['staff_information.cost_center', 'staff_information.worker_type']
const ndaedStaff = [
  'director',
  'manager',
  'office_location',
  'staff',
  'team',
  'title',
  'wpr_desk_number',
].map((name) => `staff_information.${name}`)

test.each<[scope: string, level: string | undefined, visible: string[]]>([
  ['', undefined, example1],
  ['display:public', undefined, example1],
  ['read:fullprofile', undefined, example1],
  ['display:none', undefined, example2],
  ['display:all', undefined, example3],
  ['classification:workgroup display:none display:public', undefined, example4],
  ['classification:workgroup display:all', undefined, example5],
  [
    'classification:workgroup:staff_only display:all',
    undefined,
    [...example3, 'access_information.hris', ...staffOnly],
  ],
  ['classification:workgroup:staff_only display:staff', undefined, [...example1, ...staffOnly]],
  ['classification:mozilla_confidential display:ndaed', undefined, [...example1, ...ndaedStaff]],
  ['read:fullprofile display:private', undefined, example1],
  [
    'read:fullprofile display:all',
    'private',
    [...example1, 'last_name', ...staffIdentities, ...staffOnly, ...ndaedStaff],
  ],
  ...['bogus', '', 'PRIVATE', 'all', 'none', 'constructor', '__proto__'].map(
    (level): [string, string, string[]] => ['read:fullprofile display:all', level, example1],
  ),
  ['classification:individual display:all', undefined, example3],
])('the scopes "%s" with filterDisplay %s show the documented attributes', async (scope, level, visible) => {
  const token = await accessToken(mock.url, { scope })
  const query = new URLSearchParams({
    active: 'any',
    ...(level === undefined ? {} : { filterDisplay: level }),
  })
  const response = await fetch(`${mock.url}/v2/user/user_id/email%7C1?${query}`, {
    headers: { authorization: `Bearer ${token}` },
  })
  expect(response.status).toBe(200)
  expect(pathsOf(await response.json())).toEqual([...visible].sort())
})
