import type { OperationRoute } from '../openapi/adminOperations.generated.ts'
import { AdminError } from './adminError.ts'
import { choice } from './choice.ts'
import type { UncheckedInput } from './uncheckedInput.ts'

/**
 * Holds what an operation was given against its description. Numbers may be given as texts where nothing else can be, in
 * a path or a query.
 *
 * @throws AdminError naming the place, the value and the reason
 */
export async function checkedInput(route: OperationRoute, input: UncheckedInput): Promise<UncheckedInput> {
  const given = { path: {}, query: {}, body: undefined, ...input }
  checkQueryNames(route, given.query)
  const isBare = route.parameters.length === 0 && (route.body === undefined || given.body === undefined)
  if (isBare && !route.bodyRequired) return given
  const { inputCheck } = await import('./inputCheck.ts')
  return inputCheck(route, given)
}

function checkQueryNames({ parameters }: OperationRoute, query: Readonly<Record<string, unknown>>): void {
  const known = parameters.filter(({ in: place }) => place === 'query').map(({ name }) => name)
  for (const name of Object.keys(query)) {
    if (known.includes(name)) continue
    throw new AdminError('invalid_request', `There is no parameter ${name}`, choice(name, known))
  }
}
