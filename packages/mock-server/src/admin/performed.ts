import { adminOperations } from '../openapi/adminOperations.generated.ts'
import type { AdminContext, Handler } from './adminContext.ts'
import { checkedInput } from './checkedInput.ts'
import { handlers } from './handlers/index.ts'
import type { InputOf, OperationName, ResultOf } from './operationTypes.ts'
import type { UncheckedInput } from './uncheckedInput.ts'

/** Has an operation done, once what it is given is known to make sense. Rejects with AdminError. */
export async function performed<O extends OperationName>(
  operation: O,
  context: AdminContext,
  input: UncheckedInput,
): Promise<ResultOf<O>> {
  const checked = await checkedInput(adminOperations[operation], input)
  const handler = handlers[operation] as Handler<O>
  return handler(context, checked as InputOf<O>)
}
