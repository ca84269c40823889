import type { Authentication, CernClient, CisClient, ClientOptions, DabpClient } from '@personctl/sdk'
import type { Context } from '../config/contexts.ts'
import { resolveServiceSettings } from '../config/settings.ts'
import type { ServiceName } from '../config/variables.ts'
import { hasErrorCode, UsageError } from '../errors/errors.ts'
import type { Environment } from '../io/io.ts'
import { type ConnectionNeeds, type ConnectionOptions, createCommonOptions } from './connection.ts'

/** Everything in which the services differ. */
interface ServiceDefinition<Client> {
  /** The path of the token endpoint in the embedded directory. */
  readonly demoTokenPath: string
  create(options: ClientOptions, context: Context, env: Environment): Promise<Client>
  /** Sends a request that changes nothing and reads next to nothing. Returns a sentence about the response. */
  probe(client: Client, signal: AbortSignal): Promise<string>
}

export interface Clients {
  readonly cis: CisClient
  readonly cern: CernClient
  readonly dabp: DabpClient
}

// Nobody has this id: the response is small, and about nobody.
const unusedId = 'personctl-doctor'

const services: { readonly [Name in ServiceName]: ServiceDefinition<Clients[Name]> } = {
  cis: {
    demoTokenPath: '/oauth/token',

    async create(options, { demo, cis }) {
      const { createCisClient } = await import('@personctl/sdk/cis')
      const environment = cis?.environment ?? 'production'
      return createCisClient({ ...(!demo && { environment }), ...options })
    },

    async probe({ users }, signal) {
      await users.find({ userId: unusedId }, { active: 'any', signal })
      return 'The service accepts the token and looks people up.'
    },
  },

  cern: {
    demoTokenPath: '/auth/realms/cern/api-access/token',

    async create(options, { demo, cern }) {
      const { createCernClient } = await import('@personctl/sdk/cern')
      const environment = cern?.environment ?? 'production'
      return createCernClient({ ...(!demo && { environment }), ...options })
    },

    async probe({ groups, identities }, signal) {
      const small = { pageSize: 1, checkTotal: false, signal }
      try {
        await groups.list({ ...small, fields: ['groupIdentifier'] }).first()
        return 'The service accepts the token and returns groups.'
      } catch (error) {
        // A client may have permission to read identities only.
        if (!(error instanceof Error) || error.name !== 'PermissionError') throw error
        await identities.list({ ...small, fields: ['upn'] }).first()
        return 'The service accepts the token and returns identities, but not groups.'
      }
    },
  },

  dabp: {
    demoTokenPath: '/oauth/v1/token',

    async create({ baseUrl, ...options }, context, env) {
      if (baseUrl === undefined) {
        throw new UsageError(
          'The URL of DABP is not set: each tenant has a host of its own.',
          'Set PERSONCTL_DABP_URL to the URL of your tenant, for example https://dabp.onegini.com, or store it with personctl context add. To try personctl without a service, add --demo.',
        )
      }
      const { createDabpClient } = await import('@personctl/sdk/dabp')
      const { tenantId } = context.demo ? {} : resolveServiceSettings('dabp', context, env)
      return createDabpClient({ ...options, baseUrl, ...(tenantId && { tenantId: tenantId.value.trim() }) })
    },

    async probe({ people }, signal) {
      try {
        await people.getReport(unusedId, { skipUpdatingActivity: true, signal })
      } catch (error) {
        if (!hasErrorCode(error, 'not_found')) throw error
      }
      return 'The service accepts the token and looks reports up.'
    },
  },
}

/**
 * Creates a client of a service, or of the embedded directory.
 *
 * @param chooseAuth replaces the authentication that is set up for the service
 */
export async function connect<Name extends ServiceName>(
  service: Name,
  connection: ConnectionOptions,
  needs: ConnectionNeeds = {},
  chooseAuth: (usual: Authentication) => Authentication = (usual) => usual,
): Promise<Clients[Name]> {
  const definition: ServiceDefinition<Clients[Name]> = services[service]
  const context = await connection.context()
  const common = createCommonOptions(connection, needs)
  const { auth, ...options } = context.demo
    ? (await import('./demo.ts')).createDemoOptions(definition.demoTokenPath, needs.wantsSignatures ?? false)
    : await (await import('./clientOptions.ts')).createClientOptions(service, connection, needs)
  const environment = (service === 'dabp' ? undefined : context[service]?.environment) ?? 'production'
  connection.urls.set(service, context.demo ? 'demo' : (options.baseUrl ?? environment))
  const { fetch = options.fetch } = connection
  return definition.create({ ...common, ...options, fetch, auth: chooseAuth(auth) }, context, connection.env)
}

/** Sends a harmless request to a service. Returns a sentence about the response. */
export async function probe<Name extends ServiceName>(
  service: Name,
  connection: ConnectionOptions,
  signal: AbortSignal,
): Promise<string> {
  const definition: ServiceDefinition<Clients[Name]> = services[service]
  return definition.probe(await connect(service, connection, { retries: 0 }), signal)
}
