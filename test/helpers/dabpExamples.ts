import type { LegacyReport, PersonReport } from '@personctl/sdk'

const groupId = '2374b2db-e690-4f3a-89e0-ccd5aaf6c601'
const pension = { id: '77195a4e-c610-4716-b790-721a5fdde1e6', name: 'Pension' }
const insurance = { id: '6fbe9789-ee84-46eb-9234-2d2d711a0328', name: 'Insurance' }

/** The documentation's example as it was before 2022, with the key that makes it no JSON put right. */
export const olderExample: PersonReport = {
  groups: [
    {
      id: groupId,
      name: 'Intermediary A',
      policies: [pension, insurance],
      attributes: [{ name: 'salesforceId', value: '12345' }],
    },
    {
      id: groupId,
      name: 'Intermediary B',
      policies: [{ name: 'role_superuser' }, pension, insurance],
      attributes: [],
    },
  ],
}

/** The documentation's example of today. */
export const currentExample: PersonReport = {
  groups: (olderExample.groups ?? []).map((group) =>
    group.name === 'Intermediary A'
      ? group
      : {
          ...group,
          resources: [
            {
              id: '3fa85f64-5717-4562-b3fc-2c963f66afa6',
              name: 'string',
              externalId: '123456',
              privilege: 'read',
              resourceType: { id: '3fa85f64-5717-4562-b3fc-2c963f66afa6', name: 'home insurance' },
            },
          ],
        },
  ),
}

export const examples: readonly [string, PersonReport][] = [
  ['of today', currentExample],
  ['from before 2022', olderExample],
]

/** A report of version 1, as the documentation has it in access tokens. */
export const legacyExample: LegacyReport = {
  person: {
    idp_type: 'CIM',
    person_id: '8e272e60-2f67-4737-9212-f4f13e6b01eb',
    first_name: 'John',
    last_name: 'Smith',
  },
  group_permissions: [
    {
      id: 'f530f30d-8322-47d1-93ff-19f4fea37c79',
      permissions: ['GROUP_MANAGE', 'GROUP_POLICY_MANAGE', 'PERMISSION_MANAGE'],
      custom_attributes: {},
    },
  ],
  policies: [
    {
      id: '160d8767-b7ea-4706-9738-4dc221658868',
      name: 'Organisation policy',
      scopes: ['145fabf0-8b05-4a4d-be15-95c7b568da63', 'fe987430-8f0f-4fe6-948c-3d77cf05279a'],
      subject: { type: 'PERSON', subject_id: '13db83a6-bb3f-493a-b614-e86a404c2142' },
    },
  ],
}
