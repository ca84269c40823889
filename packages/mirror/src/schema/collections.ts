/** A service whose rows a mirror has. */
export type Service = 'cis' | 'cern' | 'dabp'

/** The services, in the order in which they are pulled: DABP is asked about the people of CIS. */
export const services: readonly Service[] = ['cis', 'cern', 'dabp']

/** The name of a table of facts. The view of that name has its live rows. */
export type CollectionName =
  | 'cis_person'
  | 'cis_group_member'
  | 'cern_identity'
  | 'cern_group'
  | 'cern_member'
  | 'cern_application'
  | 'cern_role'
  | 'cern_role_group'
  | 'dabp_report'
  | 'dabp_grant'

export type ColumnType = 'text' | 'integer' | 'boolean' | 'json'

/** A table of facts, versioned by run. */
export interface Collection {
  readonly name: CollectionName
  readonly service: Service
  /** The columns that identify a row, with their types. */
  readonly key: Readonly<Record<string, ColumnType>>
  /** The other columns. */
  readonly columns: Readonly<Record<string, ColumnType>>
  /**
   * The attributes of `data` that have a column of their own. A slash leads into an object.
   */
  readonly attributes?: Readonly<Record<string, string>>
  /** True for rows with `hash`, `hidden` and `data`; false for those of a set, which have nothing but their columns. */
  readonly isEntity: boolean
  /** True if the rows are people, of whom only some may be gone at once. */
  readonly isPeople?: boolean
}

/** Every table of facts, by its name. */
export const collections: Readonly<Record<CollectionName, Collection>> = {
  cis_person: {
    name: 'cis_person',
    service: 'cis',
    key: { uuid: 'text' },
    isEntity: true,
    isPeople: true,
    columns: {
      active: 'boolean',
      user_id: 'text',
      primary_email: 'text',
      primary_username: 'text',
      first_name: 'text',
      last_name: 'text',
      staff: 'boolean',
      manager: 'boolean',
      title: 'text',
      team: 'text',
      cost_center: 'text',
      worker_type: 'text',
      office_location: 'text',
      manager_email: 'text',
      employee_id: 'text',
      posix_id: 'text',
    },
    attributes: {
      active: 'active',
      user_id: 'user_id',
      primary_email: 'primary_email',
      primary_username: 'primary_username',
      first_name: 'first_name',
      last_name: 'last_name',
      staff: 'staff_information.staff',
      manager: 'staff_information.manager',
      title: 'staff_information.title',
      team: 'staff_information.team',
      cost_center: 'staff_information.cost_center',
      worker_type: 'staff_information.worker_type',
      office_location: 'staff_information.office_location',
      manager_email: 'access_information.hris/managers_primary_work_email',
      employee_id: 'access_information.hris/employee_id',
      posix_id: 'identities.mozilla_posix_id',
    },
  },
  cis_group_member: {
    name: 'cis_group_member',
    service: 'cis',
    key: { uuid: 'text', source: 'text', name: 'text' },
    columns: { label: 'text' },
    isEntity: false,
  },
  cern_identity: {
    name: 'cern_identity',
    service: 'cern',
    key: { id: 'text' },
    isEntity: true,
    isPeople: true,
    columns: {
      n: 'integer',
      upn: 'text',
      person_id: 'text',
      display_name: 'text',
      first_name: 'text',
      last_name: 'text',
      email: 'text',
      type: 'text',
      source: 'text',
      department: 'text',
      active_user: 'boolean',
      blocked: 'boolean',
      disabled: 'boolean',
      owner_id: 'text',
      supervisor_id: 'text',
    },
    attributes: {
      upn: 'upn',
      person_id: 'personId',
      display_name: 'displayName',
      first_name: 'firstName',
      last_name: 'lastName',
      email: 'primaryAccountEmail',
      type: 'type',
      source: 'source',
      department: 'cernDepartment',
      active_user: 'activeUser',
      blocked: 'blocked',
      disabled: 'disabled',
      owner_id: 'ownerId',
      supervisor_id: 'supervisorId',
    },
  },
  cern_group: {
    name: 'cern_group',
    service: 'cern',
    key: { id: 'text' },
    isEntity: true,
    columns: {
      n: 'integer',
      group_identifier: 'text',
      display_name: 'text',
      description: 'text',
      owner_id: 'text',
      administrators_id: 'text',
      source: 'text',
      blocked: 'boolean',
      disabled: 'boolean',
    },
    attributes: {
      group_identifier: 'groupIdentifier',
      display_name: 'displayName',
      description: 'description',
      owner_id: 'ownerId',
      administrators_id: 'administratorsId',
      source: 'source',
      blocked: 'blocked',
      disabled: 'disabled',
    },
  },
  // The numbers are those of cern_key: identifiers as text would make the largest table half as big again.
  cern_member: {
    name: 'cern_member',
    service: 'cern',
    key: { group_n: 'integer', identity_n: 'integer' },
    columns: { direct: 'boolean' },
    isEntity: false,
  },
  cern_application: {
    name: 'cern_application',
    service: 'cern',
    key: { id: 'text' },
    isEntity: true,
    columns: {
      application_identifier: 'text',
      display_name: 'text',
      owner_id: 'text',
      administrators_id: 'text',
    },
    attributes: {
      application_identifier: 'applicationIdentifier',
      display_name: 'displayName',
      owner_id: 'ownerId',
      administrators_id: 'administratorsId',
    },
  },
  cern_role: {
    name: 'cern_role',
    service: 'cern',
    key: { id: 'text' },
    isEntity: true,
    columns: {
      application_id: 'text',
      name: 'text',
      display_name: 'text',
      required: 'boolean',
      multifactor: 'boolean',
      apply_to_all_users: 'boolean',
    },
    attributes: {
      application_id: 'applicationId',
      name: 'name',
      display_name: 'displayName',
      required: 'required',
      multifactor: 'multifactor',
      apply_to_all_users: 'applyToAllUsers',
    },
  },
  cern_role_group: {
    name: 'cern_role_group',
    service: 'cern',
    key: { role_id: 'text', group_identifier: 'text' },
    columns: { group_id: 'text' },
    isEntity: false,
  },
  dabp_report: {
    name: 'dabp_report',
    service: 'dabp',
    key: { reference: 'text' },
    isEntity: true,
    isPeople: true,
    columns: {},
    attributes: {},
  },
  dabp_grant: {
    name: 'dabp_grant',
    service: 'dabp',
    key: { reference: 'text', group_id: 'text', group_name: 'text', kind: 'text', item_id: 'text' },
    columns: {
      item_name: 'text',
      external_id: 'text',
      resource_type: 'text',
      privilege: 'text',
    },
    isEntity: false,
  },
}

/** Returns the collections of a service. */
export function collectionsOf(service: Service): Collection[] {
  return Object.values(collections).filter((collection) => collection.service === service)
}

/** Returns the names of the columns of a collection: those of the key, its own, and of an entity the common ones. */
export function columnNames({ key, columns, isEntity }: Collection): string[] {
  return [...Object.keys(key), ...Object.keys(columns), ...(isEntity ? ['hash', 'hidden', 'data'] : [])]
}
