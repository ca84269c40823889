// Compiled, never run: what the types of the mock promise, checked with and without strictNullChecks.
import { createAdminClient, person } from '@personctl/mock-server'

export async function people(): Promise<void> {
  const somebody = person('mary@example.org').staff().inLdapGroup('team_sky', 'vpn_default').inactive()
  somebody.with('pronouns', 'she/her').with('active', false).with('tags', { stars: null }).with('uris', null)
  somebody.showing('staff_information.title', 'public').showing('first_name', null)
  // @ts-expect-error no attribute of a profile
  somebody.with('pronuns', 'she/her')
  // @ts-expect-error a text
  somebody.with('first_name', true)
  // @ts-expect-error true or false
  somebody.with('staff_information.manager', 'yes')
  // @ts-expect-error an object
  somebody.with('languages', ['English'])
  // @ts-expect-error no attribute of a profile
  somebody.showing('title', 'public')
  // @ts-expect-error not a display level
  somebody.showing('first_name', 'all')
  await createAdminClient({ url: 'http://127.0.0.1:4010' }).people.create(somebody)
}
