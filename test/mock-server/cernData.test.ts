import { DataFileError } from '@personctl/mock-server'
import { describe, expect, test } from 'vitest'
import { cernMock, cernMockAt, rowsOf } from '../helpers/cernMock.ts'
import type { Json } from '../helpers/cisRecords.ts'
import { runMock, startMockCommand } from '../helpers/mockCommand.ts'
import { temporaryFile } from '../helpers/temporaryFile.ts'

const dataMock = (cern: Json) => cernMock({ data: { cern } })
const upnsOf = (rows: readonly Json[]): string[] => rows.map(({ upn }) => upn).sort()

describe('the CERN part of a data file', () => {
  test('a data file in YAML provides every kind of CERN row', async () => {
    const yaml = `
cern:
  identities:
    - { upn: mcurie, firstName: Marie, lastName: Curie, personId: '1867', room: '007' }
    - { id: 0B0C0D0E-0000-4000-8000-00000000000A, upn: null, displayName: Nobody, source: edugain }
  groups:
    - { groupIdentifier: laboratory, displayName: The Laboratory, selfSubscriptionType: Open, note: { a: [1] } }
    - groupIdentifier: chemists
  memberships:
    - { group: chemists, identity: mcurie }
    - { group: Laboratory, memberGroup: chemists }
    - { group: laboratory, identity: 0b0c0d0e-0000-4000-8000-00000000000a }
  applications:
    - applicationIdentifier: notebook
      roles: [{ name: writer, groups: [chemists] }]
      registration: { provider: saml, definition: <x/> }
`
    const server = await startMockCommand(['--data', await temporaryFile('data.yaml', yaml)])
    const mock = cernMockAt(server.url, fetch)
    const identities = await rowsOf(mock, 'Identity')
    expect(upnsOf(identities)).toEqual(['mcurie', null].sort())
    const { data: marie } = await mock.json('Identity/mcurie')
    expect(marie).toMatchObject({
      displayName: 'Marie Curie',
      type: 'Person',
      source: 'cern',
      blocked: false,
      uid: null,
      personId: '1867',
      room: '007',
    })
    expect((await mock.json('Identity/0b0c0d0e-0000-4000-8000-00000000000A')).data.displayName).toBe('Nobody')

    const { data: laboratory } = await mock.json('Group/laboratory')
    expect(laboratory).toMatchObject({ selfSubscriptionType: 'Open', note: { a: [1] }, source: 'cern' })
    expect(Object.keys(laboratory).slice(-2)).toEqual(['note', 'selfSubscriptionType'])
    expect(
      (await mock.json('Group?filter=selfSubscriptionType:open&field=selfSubscriptionType')).data,
    ).toEqual([{ selfSubscriptionType: 'Open', id: laboratory.id }])
    expect((await mock.json('Group/chemists')).data).toMatchObject({
      displayName: 'chemists',
      description: null,
    })

    expect(await rowsOf(mock, 'Group/laboratory/members/identities/recursive')).toHaveLength(2)
    expect(await rowsOf(mock, 'Group/laboratory/members/identities')).toHaveLength(1)
    const groups = await rowsOf(mock, 'Identity/mcurie/groups/recursive?field=groupIdentifier')
    expect(groups.map(({ groupIdentifier }) => groupIdentifier).sort()).toEqual(['chemists', 'laboratory'])

    const [role] = (await mock.json('Application/notebook/roles')).data
    expect(role).toMatchObject({ name: 'writer', displayName: 'writer', description: '', required: false })
    expect((await mock.json('Application/notebook/roles/writer/groups')).data).toHaveLength(1)
  })

  test('a data file leaves generated rows that it does not replace', async () => {
    const identities = dataMock({ identities: [{ upn: 'mcurie' }] })
    expect(await rowsOf(identities, 'Identity')).toHaveLength(1)
    expect((await identities.json('Group')).pagination.total).toBe(40)
    expect((await identities.json('Application')).pagination.total).toBe(4)
    expect(upnsOf(await rowsOf(identities, 'Group/cern-users/members/identities/recursive'))).toEqual([
      'mcurie',
    ])

    const groups = dataMock({ groups: [{ groupIdentifier: 'chemists' }] })
    expect((await groups.json('Group')).pagination.total).toBe(1)
    expect((await groups.json('Identity/alovelace')).data.displayName).toBe('Ada Lovelace')
    expect(await rowsOf(groups, 'Group/chemists/members/identities')).toEqual([])
    expect((await groups.json('Application')).data[0].administratorsId).toBe(null)

    const memberships = dataMock({ memberships: [{ group: 'cern-staff', identity: '1843' }] })
    expect(upnsOf(await rowsOf(memberships, 'Group/cern-staff/members/identities'))).toEqual(['alovelace'])
    expect(await rowsOf(memberships, 'Group/cern-users/members/identities/recursive')).toEqual([])

    const nothing = dataMock({ identities: [], groups: [], memberships: [], applications: [] })
    for (const path of ['Identity', 'Group', 'Application', 'Account', 'ExtendedAccount'])
      expect((await nothing.json(path)).pagination).toMatchObject({ total: 0, next: null })
  })

  test('a data file accepts rows copied from a response of the service', async () => {
    const [identity] = (await cernMock().json('Identity?filter=upn:alovelace')).data
    const [group] = (await cernMock().json('Group?filter=groupIdentifier:cern-staff')).data
    const mock = dataMock({ identities: [identity], groups: [group] })
    expect((await mock.json('Identity')).data).toEqual([identity])
    expect((await mock.json('Group')).data).toEqual([group])
  })

  test.each<[cern: Json, position: string, reason: RegExp]>([
    [[], 'cern', /expected an object/],
    [{ identitys: [] }, 'cern.identitys', /unknown key; did you mean identities\?/],
    [{ groups: {} }, 'cern.groups', /expected a list/],
    [{ identities: [{}] }, 'cern.identities[0]', /expected upn or id, a string that is not empty/],
    [{ identities: [5] }, 'cern.identities[0]', /expected the fields of an identity/],
    [{ identities: [{ upn: 5 }] }, 'cern.identities[0]', /expected upn or id/],
    [
      { identities: [{ upn: 'a', blocked: 'no' }] },
      'cern.identities[0].blocked',
      /expected boolean, found "no"/,
    ],
    [
      { identities: [{ upn: 'a', uid: 1.5 }] },
      'cern.identities[0].uid',
      /expected integer or null, found 1.5/,
    ],
    [{ identities: [{ id: 'x' }] }, 'cern.identities[0].id', /expected a GUID, found "x"/],
    [
      { identities: [{ upn: 'a', displayname: 'A' }] },
      'cern.identities[0].displayname',
      /unknown field; did you mean displayName\?/,
    ],
    [
      { identities: [{ upn: 'a' }, { upn: 'A' }] },
      'cern.identities[1].upn',
      /"A" is already used by cern\.identities\[0\]/,
    ],
    [{ groups: [{ displayName: 'A' }] }, 'cern.groups[0]', /expected groupIdentifier/],
    [
      { groups: [{ groupIdentifier: 'a' }, { groupIdentifier: 'b' }, { groupIdentifier: 'a' }] },
      'cern.groups[2].groupIdentifier',
      /"a" is already used by cern\.groups\[0\]/,
    ],
    [
      {
        applications: [{ applicationIdentifier: 'a', roles: [{ name: 'r' }, { name: 's' }, { name: 'R' }] }],
      },
      'cern.applications[0].roles[2].name',
      /"R" is already used by cern\.applications\[0\]\.roles\[0\]/,
    ],
    [{ memberships: [{ group: 'a' }] }, 'cern.memberships[0]', /expected either identity or memberGroup/],
    [
      { memberships: [{ groups: 'a', identity: 'b' }] },
      'cern.memberships[0].groups',
      /unknown key; did you mean group\?/,
    ],
    [
      { memberships: [{ group: 'a', identity: 'b', role: 'c' }] },
      'cern.memberships[0].role',
      /unknown key; known are group, identity, memberGroup/,
    ],
    [
      { memberships: [{ group: 'nobody', identity: 'alovelace' }] },
      'cern.memberships[0].group',
      /the group "nobody" does not exist/,
    ],
    [
      { memberships: [{ group: 'cern-staff', identity: 'nobody' }] },
      'cern.memberships[0].identity',
      /the identity "nobody" does not exist/,
    ],
    [
      {
        memberships: [
          { group: 'cern-staff', memberGroup: 'cern-users' },
          { group: 'cern-users', memberGroup: 'cern-staff' },
        ],
      },
      'cern.memberships[1]',
      /cern-users is already inside cern-staff, or the same group/,
    ],
    [{ applications: [{}] }, 'cern.applications[0]', /expected applicationIdentifier/],
    [
      { applications: [{ applicationIdentifier: 'a', roles: [{ name: 'r', groups: ['nobody'] }] }] },
      'cern.applications[0].roles[0].groups[0]',
      /the group "nobody" does not exist/,
    ],
    [
      { applications: [{ applicationIdentifier: 'a', roles: [{ name: 'r', required: 'x' }] }] },
      'cern.applications[0].roles[0].required',
      /expected boolean, found "x"/,
    ],
    [
      { applications: [{ applicationIdentifier: 'a', registration: { provider: 'ldap' } }] },
      'cern.applications[0].registration.provider',
      /expected one of/,
    ],
  ])('CERN data %j is rejected with its position and the reason', async (cern, position, reason) => {
    const file = await temporaryFile('data.json', JSON.stringify({ cern }))
    const { code, stdout, stderr } = await runMock(['--port', '0', '--data', file])
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(/^[^\n]+\n$/)
    expect(stderr.startsWith(`personctl-mock: ${file}: ${position}: `), stderr).toBe(true)
    expect(stderr).toMatch(reason)
  })

  test('createApp rejects CERN data whose rows contradict each other', () => {
    const data = { cern: { memberships: [{ group: 'nobody', identity: 'alovelace' }] } }
    expect(() => cernMock({ data })).toThrow(DataFileError)
    expect(() => cernMock({ data })).toThrow('cern.memberships[0].group: the group "nobody" does not exist')
  })
})
