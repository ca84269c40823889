import { adminOperations, type OperationRoute } from '@personctl/generated/adminOperations'
import { isNestedBeyond } from '../text/json.ts'
import {
  type AdminContext,
  AdminError,
  type Handler,
  type Handlers,
  type InputOf,
  type OperationName,
  type ResultOf,
  suggestName,
  type UncheckedInput,
} from './contract.ts'
import { cernHandlers } from './handlers/cernHandlers.ts'
import { faultHandlers } from './handlers/faultHandlers.ts'
import { peopleHandlers } from './handlers/peopleHandlers.ts'
import { clientHandlers, reportHandlers } from './handlers/recordHandlers.ts'
import { requestHandlers } from './handlers/requestHandlers.ts'
import { clockHandlers, quirkHandlers, serverHandlers, snapshotHandlers } from './handlers/sessionHandlers.ts'
import { keyHandlers, publisherKeyHandlers, tokenHandlers } from './handlers/tokenHandlers.ts'

/** The handler of each operation. */
export const handlers: Handlers<OperationName> = {
  ...serverHandlers,
  ...requestHandlers,
  ...faultHandlers,
  ...clockHandlers,
  ...peopleHandlers,
  ...clientHandlers,
  ...cernHandlers,
  ...reportHandlers,
  ...snapshotHandlers,
  ...keyHandlers,
  ...publisherKeyHandlers,
  ...tokenHandlers,
  ...quirkHandlers,
}

/** Checks the input of an operation and executes it. Rejects with AdminError. */
export async function executeOperation<O extends OperationName>(
  operation: O,
  context: AdminContext,
  input: UncheckedInput,
): Promise<ResultOf<O>> {
  const checked = await checkInput(operation, adminOperations[operation], input)
  const handler = handlers[operation] as Handler<O>
  return handler(context, checked as InputOf<O>)
}

const deepestBody = 100

/**
 * Checks the input of an operation against its description. Integers in a path or a query may be strings.
 *
 * @throws {AdminError} with the parameter or member, its value and the reason
 */
async function checkInput(
  operation: OperationName,
  route: OperationRoute,
  input: UncheckedInput,
): Promise<UncheckedInput> {
  const given = { path: {}, query: {}, body: undefined, ...input }
  if (isNestedBeyond(given.body, deepestBody))
    throw new AdminError(
      'invalid_request',
      `The body is nested more than ${deepestBody} levels deep`,
      'send a flatter value',
    )
  checkQueryNames(route, given.query)
  const isBare = route.parameters.length === 0 && (route.body === undefined || given.body === undefined)
  if (isBare && !route.bodyRequired) return given
  const { checkInputValues } = await import('./input.ts')
  return checkInputValues(operation, route, given)
}

function checkQueryNames({ parameters }: OperationRoute, query: Readonly<Record<string, unknown>>): void {
  const known = parameters.filter(({ in: where }) => where === 'query').map(({ name }) => name)
  for (const name of Object.keys(query)) {
    if (known.includes(name)) continue
    throw new AdminError('invalid_request', `The parameter ${name} is unknown`, suggestName(name, known))
  }
}
