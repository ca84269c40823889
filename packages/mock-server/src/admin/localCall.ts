import type { AdminContext } from './adminContext.ts'
import type { Call } from './operationTypes.ts'

/** Has operations done in this process. */
export function localCall(context: AdminContext): Call {
  return async (operation, input = {}) => {
    const { performed } = await import('./performed.ts')
    // As it would travel: nobody shares what they gave, or were given.
    return asSent(await performed(operation, context, asSent(input)))
  }
}

function asSent<T>(value: T): T {
  return value === undefined ? value : JSON.parse(JSON.stringify(value))
}
