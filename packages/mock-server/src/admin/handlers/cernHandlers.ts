import type { CernRow } from '@personctl/generated/admin'
import { applicationFields, groupFields, identityFields } from '@personctl/generated/cernFields'
import type {
  AuthorizationDirectory,
  AuthorizationView,
} from '../../directory/authorization/authorizationDirectory.ts'
import {
  completeApplications,
  completeGroup,
  completeIdentities,
} from '../../directory/authorization/given.ts'
import {
  type GivenApplication,
  type GivenGroup,
  type GivenIdentity,
  indexOfId,
  type RowFields,
  type Table,
} from '../../directory/authorization/records.ts'
import { fieldChecks, formatDataPath, type RowKind, rowChecks } from '../../directory/data/dataCheck.ts'
import { DataFileError } from '../../directory/data/parseDataFile.ts'
import { type AdminContext, AdminError, type Handlers, suggestName } from '../contract.ts'
import { checkLimit } from './recordHandlers.ts'

export const cernHandlers: Handlers<
  | 'addIdentity'
  | 'getIdentity'
  | 'changeIdentity'
  | 'removeIdentity'
  | 'addGroup'
  | 'getGroup'
  | 'changeGroup'
  | 'removeGroup'
  | 'addMember'
  | 'removeMember'
  | 'addApplication'
  | 'getApplication'
  | 'changeApplication'
  | 'removeApplication'
> = {
  addIdentity(context, { body }) {
    const directory = directoryOf(context)
    checkRow('identity', body)
    const [row] = completeRow(() => completeIdentities([body as GivenIdentity]))
    if (row === undefined) throw new RangeError('The identity was not completed')
    checkNew('identity', [row['upn'], row.id], directory)
    checkLimit(directory.changes.identities.added, row.id, row, 'identities')
    directory.addIdentity(row)
    return describeRow('identity', row.id, directory)
  },
  getIdentity: (context, { path }) => describeRow('identity', path.id, directoryOf(context)),
  changeIdentity: (context, { path, body }) => {
    const directory = directoryOf(context)
    const id = requireId('identity', path.id, directory)
    const { upn } = checkFields('identity', body, ['id'])
    const other = typeof upn === 'string' ? findId('identity', upn, directory.view()) : undefined
    if (other !== undefined && other !== id) throw takenError('identity', String(upn))
    checkLimit(directory.changes.identities.fields, id, body, 'identities')
    directory.changeIdentity(id, body)
    return describeRow('identity', id, directory)
  },
  removeIdentity(context, { path }) {
    const directory = directoryOf(context)
    directory.removeIdentity(requireId('identity', path.id, directory))
    return undefined
  },
  addGroup(context, { body }) {
    const directory = directoryOf(context)
    checkRow('group', body)
    const group = completeGroup(body as GivenGroup)
    checkNew('group', [group.groupIdentifier, group.id], directory)
    checkLimit(directory.changes.groups, group.id, group, 'groups')
    directory.addGroup(group)
    return describeRow('group', group.id, directory)
  },
  getGroup: (context, { path }) => describeRow('group', path.id, directoryOf(context)),
  changeGroup(context, { path, body }) {
    const directory = directoryOf(context)
    const id = requireId('group', path.id, directory)
    checkFields('group', body, ['id', 'groupIdentifier'])
    checkLimit<RowFields>(directory.changes.groupFields, id, body, 'groups')
    directory.changeGroup(id, body)
    return describeRow('group', id, directory)
  },
  removeGroup(context, { path }) {
    const directory = directoryOf(context)
    directory.removeGroup(requireId('group', path.id, directory))
    return undefined
  },
  addMember: (context, { path }) => setMember(directoryOf(context), path, true),
  removeMember: (context, { path }) => setMember(directoryOf(context), path, false),
  addApplication(context, { body }) {
    const directory = directoryOf(context)
    checkRow('application', body)
    const { groups } = directory.view()
    const [application] = completeRow(() => completeApplications([body as GivenApplication], groups))
    if (application === undefined) throw new RangeError('The application was not completed')
    checkNew('application', [application.applicationIdentifier, application.id], directory)
    checkLimit(directory.changes.applications, application.id, application, 'applications')
    directory.setApplication(application)
    return describeRow('application', application.id, directory)
  },
  getApplication: (context, { path }) => describeRow('application', path.id, directoryOf(context)),
  changeApplication(context, { path, body }) {
    const directory = directoryOf(context)
    const id = requireId('application', path.id, directory)
    checkFields('application', body, ['id', 'applicationIdentifier'])
    const before = readApplication(directory.view(), id)
    const { groups } = directory.view()
    const [application] = completeRow(() =>
      completeApplications([{ ...before, ...body } as GivenApplication], groups),
    )
    if (application === undefined) throw new RangeError('The application was not completed')
    checkLimit(directory.changes.applications, id, application, 'applications')
    directory.setApplication(application)
    return describeRow('application', id, directory)
  },
  removeApplication(context, { path }) {
    const directory = directoryOf(context)
    directory.removeApplication(requireId('application', path.id, directory))
    return undefined
  },
}

const directoryOf = (context: AdminContext): AuthorizationDirectory =>
  context.session().services().authorization

/** @throws {AdminError} if a data file could not contain the row */
function checkRow(kind: RowKind, row: object): void {
  const problem = rowChecks[kind](row)
  if (problem === undefined) return
  const path = formatDataPath(problem.path) || `The ${kind}`
  throw new AdminError('invalid_request', `${path} is invalid`, problem.reason)
}

/**
 * Returns the fields.
 *
 * @param fixed the fields that cannot be changed
 * @throws {AdminError} if one of them is given, or a value is invalid
 */
function checkFields(kind: RowKind, fields: RowFields, fixed: readonly string[]): RowFields {
  const problem = fieldChecks[kind](fields)
  if (problem !== undefined)
    throw new AdminError('invalid_request', `${formatDataPath(problem.path)} is invalid`, problem.reason)
  const given = fixed.find((field) => Object.hasOwn(fields, field))
  if (given === undefined) return fields
  throw new AdminError(
    'invalid_request',
    `${given} of the ${kind} cannot be changed`,
    `remove it, and add another ${kind}`,
  )
}

/** Runs a function that completes rows. @throws {AdminError} in place of its errors */
function completeRow<Result>(complete: () => Result): Result {
  try {
    return complete()
  } catch (error) {
    if (!(error instanceof DataFileError)) throw error
    const path = error.position.replace(/^cern\.\w+\[0\]\.?/, '')
    throw new AdminError('invalid_request', `${path} is invalid`, error.reason)
  }
}

/** Returns the id of a row by its id or another name. */
function findId(kind: RowKind, name: string, view: AuthorizationView): string | undefined {
  const { identities, groups, applications } = view
  if (kind === 'identity') {
    const index =
      identities.indexOfId(name) ?? identities.indexOfUpn(name) ?? identities.indexOfPersonId(name)
    return index === undefined ? undefined : identities.idAt(index)
  }
  const table = kind === 'group' ? groups : applications
  const index = indexOfId(table, name) ?? table.indexOfIdentifier(name)
  return index === undefined ? undefined : table.idAt(index)
}

/** @throws {AdminError} if the row does not exist */
function requireId(kind: RowKind, name: string, directory: AuthorizationDirectory): string {
  const view = directory.view()
  const id = findId(kind, name, view)
  if (id !== undefined) return id
  const known =
    kind === 'identity'
      ? []
      : listNames(
          kind === 'group' ? view.groups : view.applications,
          kind === 'group' ? 'groupIdentifier' : 'applicationIdentifier',
        )
  const hint = kind === 'identity' ? 'see cern.upn of a person, or add an identity' : suggestName(name, known)
  throw new AdminError('not_found', `No ${kind} of CERN is called ${name}`, hint)
}

const listNames = (table: Table, field: string): readonly string[] =>
  Array.from({ length: table.size }, (_, index) => String(table.valueAt(index, field)))

/** @throws {AdminError} if a row has one of the names */
function checkNew(kind: RowKind, names: readonly unknown[], directory: AuthorizationDirectory): void {
  for (const name of names)
    if (typeof name === 'string' && findId(kind, name, directory.view()) !== undefined)
      throw takenError(kind, name)
}

const takenError = (kind: RowKind, name: string): AdminError =>
  new AdminError(
    'invalid_request',
    `Another ${kind} is called ${name}`,
    `choose another name, or change that ${kind}`,
  )

/** @throws {AdminError} if the group or the identity does not exist, or is not in the group that it is to leave */
function setMember(
  directory: AuthorizationDirectory,
  names: { readonly id: string; readonly identity: string },
  isIn: boolean,
): undefined {
  const group = requireId('group', names.id, directory)
  const identity = requireId('identity', names.identity, directory)
  const { groups, identities, memberships } = directory.view()
  const index = identities.indexOfId(identity) ?? 0
  const isMember = memberships.groupsOf(index, false).some((one) => groups.idAt(one) === group)
  if (!isIn && !isMember)
    throw new AdminError(
      'not_found',
      `${names.identity} is not directly in the group ${names.id}`,
      'see the groups of the identity',
    )
  if (isMember !== isIn) directory.setMembers(group, [identity], isIn)
  return undefined
}

function describeRow(kind: RowKind, name: string, directory: AuthorizationDirectory): CernRow {
  const id = requireId(kind, name, directory)
  const view = directory.view()
  const origin = directory.originOf(kind, id)
  if (kind === 'application') return { id, origin, row: readApplication(view, id) }
  const { identities, groups } = view
  const row =
    kind === 'identity'
      ? readFields(identities, identities.indexOfId(id) ?? 0, identityFields)
      : readFields(groups, indexOfId(groups, id) ?? 0, groupFields)
  return { id, origin, row }
}

function readApplication({ applications, groups }: AuthorizationView, id: string): RowFields {
  const index = indexOfId(applications, id) ?? 0
  const table = applications.rolesAt(index)
  const roles = Array.from({ length: table.size }, (_, role) => {
    const record = table.recordAt(role)
    return { ...record, groups: applications.groupsOf(record).map((group) => groups.idAt(group)) }
  })
  const { registration } = applications.recordAt(index)
  return {
    ...readFields(applications, index, applicationFields),
    roles,
    ...(registration === undefined ? {} : { registration }),
  }
}

function readFields(
  table: Omit<Table, 'size'>,
  index: number,
  known: Readonly<Record<string, unknown>>,
): RowFields {
  return Object.fromEntries(
    [...Object.keys(known), ...table.furtherFields].flatMap((field) => {
      const value = table.valueAt(index, field)
      return value === undefined ? [] : [[field, value]]
    }),
  )
}
