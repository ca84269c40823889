import type { Application } from '../../openapi/cern.generated.ts'
import { identityFields } from '../../openapi/cern.generated.ts'
import { derivedGuid } from './guid.ts'
import { identityField } from './identityOfPerson.ts'
import type { PersonFactsSource } from './personFacts.ts'
import { placesByText, type RowRecord, recordTable } from './recordTable.ts'
import type { Table } from './table.ts'
import { usualIdentity } from './usualRows.ts'

export interface Identities extends Table {
  /** The identity with this login, in whatever case it is written. */
  placeOfUpn(upn: string): number | undefined
  placeOfPersonId(personId: string): number | undefined
  /** The identities with this e-mail address, whichever of their addresses it is. */
  placesOfEmail(email: string): readonly number[]
}

/** The identities of a data file. */
export function givenIdentities(records: readonly RowRecord[]): Identities {
  return withLookup(recordTable(records, identityFields))
}

/** An identity for each person, made when it is asked for, and one for each application. */
export function derivedIdentities(
  people: PersonFactsSource,
  applications: readonly Application[],
): Identities {
  const ofApplications = applications.map(identityOfApplication)
  const idOf = (number: number): string =>
    number < people.size ? people.idOf(number) : (ofApplications[number - people.size]?.id ?? '')
  let order: readonly number[] | undefined
  const numberAt = (place: number): number => {
    order ??= [...people.inOrder(), ...ofApplications.map((_, index) => people.size + index)].sort(
      (one, other) => (idOf(one) < idOf(other) ? -1 : 1),
    )
    const number = order[place]
    if (number === undefined) throw new RangeError(`There is no identity ${place}`)
    return number
  }
  return withLookup({
    size: people.size - people.gone.size + ofApplications.length,
    furtherFields: [],
    idAt: (place) => idOf(numberAt(place)),
    valueAt(place, field) {
      const number = numberAt(place)
      const application = ofApplications[number - people.size]
      if (application === undefined) return identityField(people.factsOf(number), people, field)
      return Object.hasOwn(application, field) ? application[field] : undefined
    },
  })
}

function identityOfApplication({ applicationIdentifier, ownerId }: Application): RowRecord {
  return {
    ...usualIdentity,
    type: 'Application',
    upn: `service-account-${applicationIdentifier}`,
    displayName: applicationIdentifier,
    resourceCategory: 'Official',
    reassignable: true,
    ownerId,
    id: derivedGuid('identity of application', applicationIdentifier),
  }
}

function withLookup<T extends Table>(table: T): T & Identities {
  const byUpn = placesByText(table, 'upn')
  const byPersonId = placesByText(table, 'personId')
  const byEmail = placesByText(table, 'primaryAccountEmail', 'externalEmail', 'unconfirmedEmail')
  return {
    ...table,
    placeOfUpn: (upn) => byUpn(upn)[0],
    placeOfPersonId: (personId) => byPersonId(personId)[0],
    placesOfEmail: byEmail,
  }
}
