import type { Client } from 'openapi-fetch'
import type { paths } from './wire.generated.ts'

/** The Person API as it is on the wire. */
export type CisApi = Client<paths>
