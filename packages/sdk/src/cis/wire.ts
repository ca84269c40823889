import type { paths } from '@personctl/openapi/cis'
import type { Client } from 'openapi-fetch'

/** The Person API as it is on the wire. */
export type CisApi = Client<paths>
