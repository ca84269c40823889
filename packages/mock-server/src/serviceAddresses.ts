import { cisAudiences } from './cis/audiences.ts'

/** Where a client of one service finds what it needs. */
export interface ServiceAddress {
  readonly url: string
  readonly tokenUrl: string
  readonly audience: string
}

/** Where clients find each service. */
export interface ServiceAddresses {
  readonly cis: ServiceAddress
}

/** @param baseUrl of the server, with the prefix of a session or without */
export function serviceAddresses(baseUrl: string): ServiceAddresses {
  return { cis: { url: baseUrl, tokenUrl: `${baseUrl}/oauth/token`, audience: cisAudiences[0] } }
}
