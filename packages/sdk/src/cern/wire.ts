import type { Client } from 'openapi-fetch'
import type { paths } from './wire.generated.ts'

/** The Authorization Service API as it is on the wire. */
export type CernApi = Client<paths>
