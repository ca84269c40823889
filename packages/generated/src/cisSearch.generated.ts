// Generated from openapi/cis.yaml by `npm run generate`. Do not edit.
/** An attribute that people can be searched by. */
export type SearchAttribute =
  | 'access_information.ldap'
  | 'access_information.mozilliansorg'
  | 'staff_information.cost_center'
  | 'staff_information.director'
  | 'staff_information.manager'
  | 'staff_information.office_location'
  | 'staff_information.staff'
  | 'staff_information.team'
  | 'staff_information.title'
  | 'staff_information.worker_type'

/** The attributes that people can be searched by. */
export const searchAttributes: readonly SearchAttribute[] = [
  'access_information.ldap',
  'access_information.mozilliansorg',
  'staff_information.cost_center',
  'staff_information.director',
  'staff_information.manager',
  'staff_information.office_location',
  'staff_information.staff',
  'staff_information.team',
  'staff_information.title',
  'staff_information.worker_type',
]

/** The kind of value that each attribute is compared with: the name of a group, a text, or a boolean. */
export const searchKinds: Readonly<Record<SearchAttribute, 'group' | 'text' | 'boolean'>> = {
  'access_information.ldap': 'group',
  'access_information.mozilliansorg': 'group',
  'staff_information.cost_center': 'text',
  'staff_information.director': 'boolean',
  'staff_information.manager': 'boolean',
  'staff_information.office_location': 'text',
  'staff_information.staff': 'boolean',
  'staff_information.team': 'text',
  'staff_information.title': 'text',
  'staff_information.worker_type': 'text',
}
