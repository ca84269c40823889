/** A group that is there whatever the seed. */
export interface NamedGroup {
  readonly identifier: string
  readonly displayName: string
  readonly description: string
  /** Another of these, whose members administrate it. */
  readonly administrators?: string
  /** Others of these that it is in. */
  readonly isIn?: readonly string[]
  /** E-mail addresses of the people who are directly in it. */
  readonly members?: readonly string[]
}

const ada = 'ada.lovelace@example.org'
const grace = 'grace.hopper@example.org'
const charles = 'charles.babbage@example.org'

/** Who is in it may do everything. */
export const serviceAdministrators = 'authorization-service-administrators'
/** Who is in it may read identities. */
export const identityReaders = 'authorization-service-identity-readers'
/** Who is in it may read groups. */
export const groupsReaders = 'authorization-service-groups-readers'
/** Everybody on the staff is in it. */
export const staffGroup = 'cern-staff'
/** Everybody else who is not blocked is in it, and through the one above the staff, too. */
export const usersGroup = 'cern-users'
/** The generated groups of the experiment are in it. */
export const experimentGroup = 'atlas-readers'

/** The groups tests and examples may rely on. */
export const namedGroups: readonly NamedGroup[] = [
  {
    identifier: serviceAdministrators,
    displayName: 'Authorization Service Administrators',
    description: 'Administrators of the Authorization Service',
    administrators: serviceAdministrators,
    isIn: [identityReaders, groupsReaders],
    members: [ada],
  },
  {
    identifier: identityReaders,
    displayName: 'Authorization Service Identity Readers',
    description: 'Applications that may read identities',
    administrators: serviceAdministrators,
  },
  {
    identifier: groupsReaders,
    displayName: 'Authorization Service Groups Readers',
    description: 'Applications that may read groups',
    administrators: serviceAdministrators,
  },
  {
    identifier: staffGroup,
    displayName: 'CERN Staff',
    description: 'Everybody who is employed',
    administrators: serviceAdministrators,
    isIn: [usersGroup],
  },
  {
    identifier: usersGroup,
    displayName: 'CERN Users',
    description: 'Everybody who may use the computing services',
    administrators: serviceAdministrators,
  },
  {
    identifier: 'atlas-administrators',
    displayName: 'ATLAS Administrators',
    description: 'Administrators of the groups of ATLAS',
    administrators: 'atlas-administrators',
    members: [ada],
  },
  {
    identifier: 'atlas-experts',
    displayName: 'ATLAS Experts',
    description: 'Who is called when the shifters need help',
    administrators: 'atlas-administrators',
    isIn: ['atlas-shifters'],
    members: [ada],
  },
  {
    identifier: 'atlas-shifters',
    displayName: 'ATLAS Shifters',
    description: 'Who runs the detector',
    administrators: 'atlas-administrators',
    isIn: [experimentGroup],
    members: [grace],
  },
  {
    identifier: experimentGroup,
    displayName: 'ATLAS Readers',
    description: 'Who may read the documents of ATLAS',
    administrators: 'atlas-administrators',
    members: [charles],
  },
]
