import type { Directory } from '../../directory/directory.ts'
import type { StoredProfile } from '../../directory/storedProfile.ts'
import { textValueOf } from '../../directory/storedProfile.ts'
import type { RealmDirectory, RealmPerson } from './person.ts'

export function realmDirectory(directory: Directory): RealmDirectory {
  const person = (login: string): RealmPerson | undefined => {
    const profile = directory.find('primary_username', login) ?? directory.find('primary_email', login)
    return profile && personOf(profile)
  }
  return {
    person,
    get defaultPerson() {
      return person('ada')
    },
    rolesOf: () => [],
    hasApplication: () => false,
  }
}

function personOf(profile: StoredProfile): RealmPerson {
  const upn = textValueOf(profile, 'primary_username') ?? ''
  return {
    upn,
    personId: undefined,
    firstName: upn,
    lastName: '',
    email: textValueOf(profile, 'primary_email'),
  }
}
