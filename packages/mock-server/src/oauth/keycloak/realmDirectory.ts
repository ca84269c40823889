import type {
  AuthorizationDirectory,
  AuthorizationView,
} from '../../directory/authorization/authorizationDirectory.ts'
import type { RealmDirectory, RealmPerson } from './person.ts'

const ada = 'ada.lovelace@example.org'

/** The realm's people are the identities of the Authorization Service; whoever is blocked cannot sign in. */
export function realmDirectory(directory: AuthorizationDirectory): RealmDirectory {
  return {
    person(login) {
      const { identities } = directory.view()
      const places = [identities.placeOfUpn(login) ?? [], identities.placesOfEmail(login)].flat()
      return firstPerson(directory.view(), places)
    },
    get defaultPerson() {
      const view = directory.view()
      return firstPerson(view, [...view.identities.placesOfEmail(ada), ...Array(view.identities.size).keys()])
    },
    rolesOf(upn, application) {
      const view = directory.view()
      const identity = view.identities.placeOfUpn(upn)
      const place = view.applications.placeOfIdentifier(application)
      return identity === undefined || place === undefined ? [] : rolesIn(view, place, identity)
    },
    hasApplication: (clientId) => directory.view().applications.placeOfIdentifier(clientId) !== undefined,
  }
}

function firstPerson(view: AuthorizationView, places: Iterable<number>): RealmPerson | undefined {
  for (const place of places) {
    const person = personAt(view, place)
    if (person !== undefined) return person
  }
  return undefined
}

function personAt({ identities }: AuthorizationView, place: number): RealmPerson | undefined {
  const text = (field: string): string | undefined => {
    const value = identities.valueAt(place, field)
    return typeof value === 'string' && value !== '' ? value : undefined
  }
  const upn = text('upn')
  if (upn === undefined || text('type') !== 'Person' || identities.valueAt(place, 'blocked') === true)
    return undefined
  return {
    upn,
    personId: text('personId'),
    displayName: text('displayName') ?? upn,
    firstName: text('firstName'),
    lastName: text('lastName'),
    email: text('primaryAccountEmail') ?? text('externalEmail'),
  }
}

function rolesIn(
  { applications, memberships }: AuthorizationView,
  place: number,
  identity: number,
): string[] {
  const roles = applications.rolesAt(place)
  const groups = new Set(memberships.groupsOf(identity, true))
  return Array.from({ length: roles.size }, (_, index) => roles.recordAt(index))
    .filter((role) => role.applyToAllUsers || applications.groupsOf(role).some((group) => groups.has(group)))
    .map(({ name }) => name)
}
