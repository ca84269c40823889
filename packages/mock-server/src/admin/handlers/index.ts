import type { Handlers, OperationName } from '../contract.ts'
import { peopleHandlers } from './people.ts'
import { clockHandlers, faultHandlers, requestHandlers, serverHandlers, snapshotHandlers } from './session.ts'
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
