import type { SeededRandom } from '../seededRandom.ts'
import type { Place } from './cultures.ts'
import type { Identity } from './identity.ts'

const teams = [
  ['Platform', '1100'],
  ['Security', '1200'],
  ['Data', '1300'],
  ['Localisation', '1400'],
  ['People', '2100'],
  ['Legal', '2200'],
  ['Marketing', '3100'],
] as const
const titles = [
  'Engineer',
  'Senior Engineer',
  'Staff Engineer',
  'Analyst',
  'Designer',
  'Programme Manager',
] as const

/** What the directory of employees and the human resources system say of a member of staff. */
export function staffValuesOf(
  identity: Identity,
  place: Place,
  random: SeededRandom,
): Record<string, unknown> {
  const { handle, email, number } = identity
  const [team, costCentre] = random.pick(teams)
  const director = random.chance(5)
  const manager = director || random.chance(15)
  const workerType = random.chance(85) ? 'Employee' : 'Contingent Worker'
  const town = place.location.split(',')[0] ?? place.location
  const posixId = handle.replaceAll(/[^a-z0-9]/g, '')
  return {
    'identities.mozilla_ldap_id': `mail=${email},o=com,dc=example`,
    'identities.mozilla_ldap_primary_email': email,
    'identities.mozilla_posix_id': posixId,
    'access_information.ldap': {
      all_staff: null,
      vpn_default: null,
      [`team_${team.toLowerCase()}`]: null,
      ...(manager ? { all_managers: null } : {}),
    },
    'access_information.hris': {
      employee_id: String(100_000 + number),
      primary_work_email: email,
      managers_employee_id: '1843',
      managers_primary_work_email: 'ada.lovelace@example.org',
      worker_type: workerType,
    },
    'staff_information.manager': manager,
    'staff_information.director': director,
    'staff_information.staff': true,
    'staff_information.title': director ? `Director, ${team}` : random.pick(titles),
    'staff_information.team': team,
    'staff_information.cost_center': `${costCentre} - ${team}`,
    'staff_information.worker_type': workerType,
    'staff_information.wpr_desk_number': random.chance(50) ? String(100 + random.below(400)) : null,
    'staff_information.office_location': random.chance(40) ? town : 'Remote',
  }
}
