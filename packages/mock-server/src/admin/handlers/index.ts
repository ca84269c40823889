import type { Handlers } from '../adminContext.ts'
import type { OperationName } from '../operationTypes.ts'
import { clockHandlers } from './clock.ts'
import { faultHandlers } from './faults.ts'
import { peopleHandlers } from './people.ts'
import { requestHandlers } from './requests.ts'
import { serverHandlers } from './server.ts'
import { snapshotHandlers } from './snapshots.ts'
import { tokenHandlers } from './tokens.ts'

/** What does each operation. */
export const handlers: Handlers<OperationName> = {
  ...serverHandlers,
  ...requestHandlers,
  ...faultHandlers,
  ...clockHandlers,
  ...peopleHandlers,
  ...snapshotHandlers,
  ...tokenHandlers,
}
