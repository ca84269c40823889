// Compiled, never run: what the types of the CERN client promise, checked with and without strictNullChecks.
import {
  type CernClient,
  createCernClient,
  type FieldName,
  filter,
  type Group,
  type Identity,
  staticToken,
} from '@personctl/sdk'
import { createCernClient as fromSubpath } from '@personctl/sdk/cern'

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
function expectType<T extends true>(_holds?: T): void {}

declare const cern: CernClient
declare const chosenLater: (keyof Identity)[]

export async function fields(): Promise<void> {
  const g = await cern.identities.get('ada', { fields: ['upn'] })
  expectType<Equal<keyof typeof g, 'upn' | 'id'>>()
  // @ts-expect-error not requested
  g.displayName
  // @ts-expect-error a response is read-only
  g.upn = 'grace'

  const { primaryAccountEmail } = await cern.identities.me({ fields: ['primaryAccountEmail', 'orcid'] })
  expectType<Equal<typeof primaryAccountEmail, string | null>>()
  const whole = await cern.identities.get('ada')
  expectType<Equal<typeof whole, Identity>>()
  expectType<Equal<typeof whole.primaryAccountEmail, string | null>>()
  expectType<Equal<typeof whole.cernDepartment, string | null | undefined>>()

  for await (const group of cern.groups.list({
    fields: ['groupIdentifier'],
    filter: filter.eq('blocked', false),
  })) {
    expectType<Equal<keyof typeof group, 'groupIdentifier' | 'id'>>()
    // @ts-expect-error not requested
    group.description
  }
  const [member] = await cern.groups.members('atlas', { recursive: true, fields: ['upn'] }).toArray()
  // @ts-expect-error not requested
  member?.personId
  const some = await cern.identities.get('ada', { fields: chosenLater })
  const name: string | undefined = some.displayName
  const id: string = some.id
  const group: Group | undefined = await cern.groups.create({
    groupIdentifier: 'a',
    displayName: 'A',
    description: 'a',
  })
  void [name, id, group]
}

export function names(laterField: string, startAt: string | undefined): void {
  // Editors complete them only if they are not swallowed by `string`.
  expectType<
    Equal<Extract<FieldName, 'upn' | 'groupIdentifier' | 'ownerId'>, 'upn' | 'groupIdentifier' | 'ownerId'>
  >()
  expectType<Equal<Parameters<typeof filter.contains>[0], FieldName>>()
  cern.groups.list({ sort: ['displayName', laterField], allowUnknown: true, startAt })
  cern.groups.list({ sort: laterField, pageSize: undefined, filter: filter.eq(laterField, 'x') })
}

export function mistakes(): void {
  // @ts-expect-error unknown field
  cern.identities.list({ fields: ['email'] })
  // @ts-expect-error a field of groups, not of identities
  cern.identities.list({ fields: ['groupIdentifier'] })
  // @ts-expect-error unknown way
  cern.groups.list({ paging: 'page' })
  // @ts-expect-error unknown operator
  filter.startswith('upn', 'a')
  // @ts-expect-error unknown stage
  createCernClient({ environment: 'test', auth: staticToken('t') })
  fromSubpath({ environment: 'qa', auth: staticToken('t') })
}
