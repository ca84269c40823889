import { InvalidRequestError } from '../http/errors/index.ts'

/** Where one stage of a service is, and where its tokens come from. */
export interface Environment {
  readonly baseUrl: string
  readonly tokenUrl: string
  readonly audience: string
  /** Where tokens for a person come from, where there are such: their token endpoint and that for devices. */
  readonly userTokens?: { readonly tokenUrl: string; readonly deviceAuthorizationUrl: string }
}

/** The stage of that name. Throws InvalidRequestError where there is none. */
export function environmentNamed<E extends Environment>(
  service: string,
  environments: Readonly<Record<string, E>>,
  name: string,
): E {
  const environment = Object.hasOwn(environments, name) ? environments[name] : undefined
  if (environment !== undefined) return environment
  const known = Object.keys(environments).join(', ')
  throw new InvalidRequestError(`environment is ${JSON.stringify(name)}; it takes one of ${known}.`, {
    service,
  })
}
