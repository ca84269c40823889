import type { paths } from '@personctl/openapi/cern'
import type { Client } from 'openapi-fetch'

/** The Authorization Service API as it is on the wire. */
export type CernApi = Client<paths>
