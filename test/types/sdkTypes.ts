// Compiled, never run: what the types promise, checked with and without strictNullChecks.
import {
  type Checkpoint,
  type CisClient,
  createCisClient,
  type Profile,
  staticToken,
  type UnwrappedProfile,
  unwrapProfile,
} from '@personctl/sdk'
import { createCisClient as fromSubpath } from '@personctl/sdk/cis'
import { createUndiciFetch } from '@personctl/sdk/node'

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
function expectType<T extends true>(_holds?: T): void {}

declare const cis: CisClient
declare const profile: Profile

export async function users(): Promise<void> {
  expectType<Equal<Awaited<ReturnType<typeof cis.users.get>>, Profile>>()
  expectType<Equal<Awaited<ReturnType<typeof cis.users.find>>, Profile | undefined>>()
  await cis.users.get({ userId: 'ad|Mozilla-LDAP|ada' }, { active: 'any', filterDisplay: 'staff' })
  // @ts-expect-error one key finds one person: two could mean two people
  await cis.users.get({ primaryEmail: 'ada@example.org', uuid: 'a' })
  // @ts-expect-error a person does not have this key
  await cis.users.get({ email: 'ada@example.org' })
  // @ts-expect-error not a value the service knows
  await cis.users.get({ uuid: 'a' }, { active: 'maybe' })
  // @ts-expect-error not a display level
  await cis.users.get({ uuid: 'a' }, { filterDisplay: 'all' })
}

export async function lists(startAt: string | undefined, store: Map<string, string>): Promise<void> {
  cis.users.list({ startAt, signal: undefined, filterDisplay: undefined })
  cis.users.ids({ connectionMethod: 'ad', active: undefined, prefetch: undefined, timeoutMs: undefined })
  const checkpoint: Checkpoint = {
    load: () => store.get('people'),
    save: (token) => store.set('people', token),
    clear: () => store.delete('people'),
  }
  for await (const page of cis.users.list({ checkpoint }).pages()) {
    const items: readonly Profile[] = page.items
    void items
  }
  // @ts-expect-error a memory that forgets is none
  cis.users.list({ checkpoint: { load: () => undefined, save: () => {} } })
  // @ts-expect-error an option is an object
  await cis.users.list().toArray(5)
}

export function profiles(): void {
  expectType<Equal<UnwrappedProfile['first_name'], string | null | undefined>>()
  expectType<Equal<UnwrappedProfile['active'], boolean | null | undefined>>()
  expectType<
    Equal<NonNullable<UnwrappedProfile['staff_information']>['manager'], boolean | null | undefined>
  >()
  const unwrapped = unwrapProfile(profile)
  const title: string | null | undefined = unwrapped.staff_information?.title
  // @ts-expect-error unknown attribute
  unwrapped.surname
  // @ts-expect-error a response is read-only
  profile.first_name = undefined
  void title
}

export function clients(): void {
  createCisClient({ auth: staticToken('t'), fetch: createUndiciFetch(), environment: 'testing' })
  createCisClient({ auth: staticToken('t'), fetch: globalThis.fetch, retry: false })
  fromSubpath({ auth: staticToken('t') })
  // @ts-expect-error without a way to get tokens nothing works
  createCisClient({})
  // @ts-expect-error unknown stage
  createCisClient({ auth: staticToken('t'), environment: 'prod' })
}
