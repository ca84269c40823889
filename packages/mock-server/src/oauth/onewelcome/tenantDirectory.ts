import type { DelegationDirectory } from '../../directory/delegation/delegationDirectory.ts'
import { legacyReport } from '../../directory/delegation/legacyReport.ts'
import type { Directory } from '../../directory/directory.ts'
import { textValueOf } from '../../directory/storedProfile.ts'
import type { TenantDirectory, TenantPerson } from './person.ts'

const ada = 'ada.lovelace@example.org'

/** The tenant's people are those that there are reports on. */
export function tenantDirectory(directory: Directory, delegation: DelegationDirectory): TenantDirectory {
  const personWith = (referenceId: string | undefined): TenantPerson | undefined => {
    if (referenceId === undefined || delegation.report(referenceId) === undefined) return undefined
    const profile = directory.find('uuid', referenceId)
    const text = (attribute: string) => profile && textValueOf(profile, attribute)
    return {
      referenceId,
      firstName: text('first_name'),
      lastName: text('last_name'),
      email: text('primary_email'),
    }
  }
  const person = (login: string): TenantPerson | undefined => {
    const profile = directory.find('primary_email', login)
    return personWith(login) ?? personWith(profile && textValueOf(profile, 'uuid'))
  }
  return {
    person,
    get defaultPerson() {
      return person(ada) ?? personWith(delegation.firstReferenceId)
    },
    report: ({ referenceId }) => delegation.report(referenceId) ?? {},
    legacyReport: ({ referenceId, firstName, lastName }) =>
      legacyReport(delegation.report(referenceId) ?? {}, {
        idp_type: 'CIM',
        person_id: referenceId,
        ...(firstName === undefined ? {} : { first_name: firstName }),
        ...(lastName === undefined ? {} : { last_name: lastName }),
      }),
  }
}
