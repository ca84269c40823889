import type { Client, NewClient, StoredReport } from '@personctl/generated/admin'
import type { PersonReport } from '@personctl/generated/dabp'
import { sizeOf } from '../../directory/changedPeople.ts'
import { checkClient, checkReport, formatDataPath } from '../../directory/data/dataCheck.ts'
import type { ClientRegistration } from '../../directory/data/dataFile.ts'
import type { DelegationDirectory } from '../../directory/delegationDirectory.ts'
import type { ClientRegistry } from '../../oauth/clients.ts'
import { AdminError, type Handlers, notFoundError } from '../contract.ts'

export const clientHandlers: Handlers<'listClients' | 'getClient' | 'setClient' | 'deleteClient'> = {
  listClients(context) {
    const { clients } = context.session().services()
    return { clients: listClients(clients).map((client) => describeClient(clients, client)) }
  },
  getClient(context, { path }) {
    const { clients } = context.session().services()
    return describeClient(clients, requireClient(clients, path.id))
  },
  setClient(context, { path: { id }, body }) {
    const { clients } = context.session().services()
    const before = findRegistered(clients, id)
    const client = checkRegistration({ ...body, id, secret: requireSecret(body, id, before) })
    checkLimit<ClientRegistration | null>(clients.changes, id, client, 'clients')
    clients.changes.set(id, client)
    return describeClient(clients, client)
  },
  deleteClient(context, { path: { id } }) {
    const { clients } = context.session().services()
    requireClient(clients, id)
    if (clients.initial.has(id)) {
      checkLimit(clients.changes, id, null, 'clients')
      clients.changes.set(id, null)
    } else clients.changes.delete(id)
    return undefined
  },
}

/** @throws {AdminError} if a data file could not contain the client */
function checkRegistration(client: object): ClientRegistration {
  const problem = checkClient(client)
  if (problem === undefined) return client as ClientRegistration
  throw new AdminError('invalid_request', `${formatDataPath(problem.path)} is invalid`, problem.reason)
}

/** Returns a client that is registered, also where every client is accepted. */
function findRegistered({ initial, changes }: ClientRegistry, id: string): ClientRegistration | undefined {
  const changed = changes.get(id)
  return changed === undefined ? initial.get(id) : (changed ?? undefined)
}

function listClients(clients: ClientRegistry): readonly ClientRegistration[] {
  const ids = new Set([...clients.initial.keys(), ...clients.changes.keys()])
  return [...ids].flatMap((id) => findRegistered(clients, id) ?? [])
}

function requireClient(clients: ClientRegistry, id: string): ClientRegistration {
  const client = findRegistered(clients, id)
  if (client !== undefined) return client
  throw notFoundError(
    'client',
    id,
    listClients(clients).map((known) => known.id),
  )
}

/** @throws {AdminError} if a new client has no secret */
function requireSecret(
  { secret }: NewClient,
  id: string,
  before: ClientRegistration | undefined,
): string | null {
  if (secret !== undefined) return secret
  if (before !== undefined) return before.secret
  throw new AdminError(
    'invalid_request',
    `secret is missing, and the client ${id} is new`,
    'set a secret, or null for a public client or one with keys',
  )
}

function describeClient({ initial, changes }: ClientRegistry, client: ClientRegistration): Client {
  const { secret, jwks, ...shown } = client
  const origin = !changes.has(client.id) ? 'initial' : initial.has(client.id) ? 'changed' : 'added'
  const keys = jwks === undefined ? {} : { jwks: { ...jwks } }
  return { ...shown, ...keys, isPublic: secret === null && jwks === undefined, origin }
}

export const reportHandlers: Handlers<'listReports' | 'getStoredReport' | 'setReport' | 'restoreReport'> = {
  listReports(context) {
    const { delegation } = context.session().services()
    return {
      reports: [...delegation.reports.keys()].map((referenceId) => ({
        referenceId,
        origin: originOfReport(delegation, referenceId),
      })),
    }
  },
  getStoredReport(context, { path: { referenceId } }) {
    const { delegation } = context.session().services()
    requireReport(delegation, referenceId)
    return describeReport(delegation, referenceId)
  },
  setReport(context, { path: { referenceId }, body }) {
    const report: PersonReport | null = body.report
    const { delegation } = context.session().services()
    const problem = report === null ? undefined : checkReport(report)
    if (problem !== undefined)
      throw new AdminError(
        'invalid_request',
        `${formatDataPath(['report', ...problem.path])} is not as the description of DABP has it`,
        problem.reason,
      )
    checkLimit(delegation.reports, referenceId, report, 'reports')
    delegation.reports.set(referenceId, report)
    return describeReport(delegation, referenceId)
  },
  restoreReport(context, { path: { referenceId } }) {
    const { delegation } = context.session().services()
    requireReport(delegation, referenceId)
    delegation.reports.delete(referenceId)
    return undefined
  },
}

/** @throws {AdminError} if DABP has never known the reference id */
function requireReport(delegation: DelegationDirectory, referenceId: string): void {
  if (delegation.reports.has(referenceId) || delegation.initialReport(referenceId) !== undefined) return
  throw new AdminError(
    'not_found',
    `DABP has no report on ${referenceId}`,
    'see dabp.referenceId of a person, or set a report',
  )
}

function originOfReport(delegation: DelegationDirectory, referenceId: string): StoredReport['origin'] {
  if (!delegation.reports.has(referenceId)) return 'initial'
  return delegation.initialReport(referenceId) === undefined ? 'added' : 'changed'
}

const describeReport = (delegation: DelegationDirectory, referenceId: string): StoredReport => ({
  referenceId,
  origin: originOfReport(delegation, referenceId),
  report: copyReport(delegation.report(referenceId)),
})

const copyReport = (report: PersonReport | undefined): StoredReport['report'] =>
  report === undefined ? null : { ...report }

const recordLimit = 10_000
const byteLimit = 32 * 1024 * 1024

/**
 * @param record the value to store under the key
 * @throws {AdminError} if a session has too many values of a kind, or too large ones
 */
export function checkLimit<Value>(
  changes: ReadonlyMap<string, Value>,
  key: string,
  record: Value,
  what: string,
): void {
  const hint = `reset the ${what}, or start the server with a data file`
  if (changes.size >= recordLimit && !changes.has(key))
    throw new AdminError(
      'limit_reached',
      `The limit of ${recordLimit} ${what} that were set or removed is reached`,
      hint,
    )
  let bytes = sizeOf(record)
  for (const [name, value] of changes) if (name !== key) bytes += sizeOf(value)
  if (bytes > byteLimit)
    throw new AdminError('limit_reached', `The limit of ${byteLimit} bytes of ${what} is reached`, hint)
}
