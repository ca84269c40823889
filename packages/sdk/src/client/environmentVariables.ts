import { isTokenString } from '@personctl/shared/guards'
import { checkOneOf, parseHttpUrl } from '../arguments.ts'
import { type Authentication, staticToken } from '../auth/authentication.ts'
import { clientCredentials } from '../auth/clientCredentials.ts'
import { InvalidRequestError } from '../errors.ts'

/** Environment variables by name, such as `process.env`. */
export type EnvironmentVariables = Readonly<Record<string, string | undefined>>

/** Options of a client that environment variables contain. */
export interface EnvironmentOptions {
  readonly auth: Authentication
  readonly baseUrl?: string
}

/** Options of `createDabpClient` that environment variables contain. */
export interface DabpEnvironmentOptions extends EnvironmentOptions {
  readonly baseUrl: string
  readonly tenantId?: string
}

const services = ['cis', 'cern', 'dabp'] as const

/**
 * Returns the options of a client from environment variables: those that `personctl` reads, and that `personctl-mock exec`
 * sets for its command. The names begin with `PERSONCTL_CIS_`, `PERSONCTL_CERN_` or `PERSONCTL_DABP_`; a blank variable
 * counts as not set.
 *
 * | variable | contains |
 * |---|---|
 * | `…_CLIENT_ID` | the id of the client |
 * | `…_CLIENT_SECRET` | its secret |
 * | `…_CLIENT_SECRET_FILE` | instead of the secret, the path of a file whose first line it is; read for every token request |
 * | `…_TOKEN` | an access token, which has precedence over the client |
 * | `…_URL` | the URL of the service; required for DABP |
 * | `…_TOKEN_URL`, `…_AUDIENCE`, `…_SCOPE` | the options of `clientCredentials` with these names |
 * | `PERSONCTL_DABP_TENANT_ID` | the UUID of the tenant |
 *
 * @param env the variables; by default those of the process, if there is one
 * @throws {InvalidRequestError} if a variable is missing or invalid, or contradicts another; the error names it
 * @example
 * const cis = createCisClient({ ...fromEnvironment('cis'), timeoutMs: 5_000 })
 */
export function fromEnvironment(service: 'dabp', env?: EnvironmentVariables): DabpEnvironmentOptions
export function fromEnvironment(service: 'cis' | 'cern', env?: EnvironmentVariables): EnvironmentOptions
export function fromEnvironment(
  service: (typeof services)[number],
  env: EnvironmentVariables = globalThis.process?.env ?? {},
): EnvironmentOptions & Partial<DabpEnvironmentOptions> {
  checkOneOf(service, 'service', service, services)
  const variables = new ServiceVariables(service, env)
  const baseUrl = variables.readUrl('URL')
  if (baseUrl === undefined && service === 'dabp')
    throw variables.error('URL', 'is not set.', 'Every tenant has its own host: set it to the URL of yours.')
  const tenantId = service === 'dabp' ? variables.read('TENANT_ID') : undefined
  return {
    auth: readToken(variables) ?? readClient(variables),
    ...(baseUrl !== undefined && { baseUrl }),
    ...(tenantId !== undefined && { tenantId }),
  }
}

function readToken(variables: ServiceVariables): Authentication | undefined {
  const token = variables.read('TOKEN')?.trim()
  if (token === undefined) return undefined
  if (isTokenString(token)) return staticToken(token)
  throw variables.error(
    'TOKEN',
    'contains characters that a token cannot have.',
    'Set it to the token alone, without "Bearer", spaces and line breaks.',
  )
}

function readClient(variables: ServiceVariables): Authentication {
  const clientId = variables.read('CLIENT_ID')
  const secret = variables.read('CLIENT_SECRET')
  const path = variables.read('CLIENT_SECRET_FILE')
  const [idName, secretName, fileName] = ['CLIENT_ID', 'CLIENT_SECRET', 'CLIENT_SECRET_FILE'].map((setting) =>
    variables.nameOf(setting),
  )
  if (secret !== undefined && path !== undefined)
    throw variables.error('CLIENT_SECRET', `and ${fileName} are both set.`, 'Unset one of them.')
  if (clientId === undefined) {
    const also = (secret ?? path) ? '' : ` and ${secretName} (or ${fileName})`
    throw variables.error(
      'CLIENT_ID',
      'is not set.',
      `Set ${idName}${also}, or ${variables.nameOf('TOKEN')}.`,
    )
  }
  if (secret === undefined && path === undefined)
    throw variables.error('CLIENT_SECRET', 'is not set.', `Set ${secretName} or ${fileName}.`)
  return clientCredentials({
    clientId,
    clientSecret: path === undefined ? secret : () => readSecretFile(path, variables),
    tokenUrl: variables.readUrl('TOKEN_URL'),
    audience: variables.read('AUDIENCE'),
    scope: variables.read('SCOPE'),
  })
}

/** Returns the first line of a file. An editor may have added a byte order mark, and white space around it. */
function readSecretFile(path: string, variables: ServiceVariables): string {
  let text: string
  try {
    // Imported, it would be an error for bundlers that build for browsers.
    text = process.getBuiltinModule('node:fs').readFileSync(path, 'utf8')
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? error.code : 'this runtime has no files'
    throw variables.error(
      'CLIENT_SECRET_FILE',
      `names ${path}, which cannot be read: ${reason}.`,
      'Check that the file exists and that this process may read it.',
    )
  }
  const [line = ''] = text.replace(/^\ufeff/, '').split(/\r?\n/, 1)
  if (line.trim() !== '') return line.trim()
  throw variables.error(
    'CLIENT_SECRET_FILE',
    `names ${path}, whose first line is empty.`,
    'Write the client secret into the first line of the file.',
  )
}

/** The variables of one service. */
class ServiceVariables {
  readonly #service: string
  readonly #env: EnvironmentVariables

  constructor(service: string, env: EnvironmentVariables) {
    this.#service = service
    this.#env = env
  }

  nameOf(setting: string): string {
    return `PERSONCTL_${this.#service.toUpperCase()}_${setting}`
  }

  /** Returns the value of a variable; undefined if it is not set, or blank. */
  read(setting: string): string | undefined {
    const value = this.#env[this.nameOf(setting)]
    return value === undefined || value.trim() === '' ? undefined : value
  }

  readUrl(setting: string): string | undefined {
    const value = this.read(setting)
    return value === undefined ? undefined : parseHttpUrl(this.nameOf(setting), value)
  }

  error(setting: string, problem: string, hint: string): InvalidRequestError {
    const param = this.nameOf(setting)
    return new InvalidRequestError(`${param} ${problem}`, { service: this.#service, param, hint })
  }
}
