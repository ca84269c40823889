import type { ClientOptions } from '../client/clientOptions.ts'
import { connect } from '../client/connect.ts'
import { InvalidRequestError, InvalidResponseError } from '../http/errors/index.ts'
import { type CisEnvironment, cisEnvironments } from './environments.ts'
import { mayRejectToken } from './tokenRejection.ts'
import { type CisUsers, createUsers } from './users.ts'

export interface CisClientOptions extends ClientOptions {
  /** The stage to use; it gives the address, the token endpoint and the audience. @default 'production' */
  environment?: CisEnvironment
}

/** The Mozilla CIS Person API, version 2. */
export interface CisClient {
  readonly users: CisUsers
}

/**
 * A client of the Mozilla CIS Person API. Make one and keep it: it holds the token.
 *
 * @throws InvalidRequestError for an option that makes no sense
 * @example
 * const cis = createCisClient({ auth: clientCredentials({ clientId, clientSecret, scope: 'display:staff' }) })
 * const profile = await cis.users.get({ primaryEmail: 'ada@example.org' })
 */
export function createCisClient(options: CisClientOptions): CisClient {
  const name = options.environment ?? 'production'
  if (!Object.hasOwn(cisEnvironments, name)) {
    const known = Object.keys(cisEnvironments).join(', ')
    throw new InvalidRequestError(`environment is ${JSON.stringify(name)}; it takes one of ${known}.`, {
      service: 'cis',
    })
  }
  const connection = connect(options, cisEnvironments[name], {
    service: 'cis',
    tokenRequestFormat: 'json',
    rejectsToken: mayRejectToken,
    explain: (answer, said, details) => {
      // Nobody is 200 with an empty object here, so 404 is about the address and not about a person.
      if (answer.status !== 404) return undefined
      const message = `cis has no such route${said === '' ? '' : ` (${said})`}.`
      return new InvalidResponseError(message, {
        ...details,
        hint: 'Check the base URL: is it that of a Person API?',
      })
    },
  })
  return { users: createUsers(connection) }
}
