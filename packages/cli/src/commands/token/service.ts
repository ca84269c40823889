import type { Command, Option } from 'commander'
import type { Context } from '../../config/contexts/contexts.ts'
import { type TokenService, tokenServices } from '../../connection/tokens/tokenSource.ts'
import { UsageError } from '../../failure/usageError.ts'

/** The option that says whose tokens are meant. */
export function serviceOption(command: Command): Option {
  return command
    .createOption('--service <service>', "for whom the token is (default: the context's service)")
    .choices(tokenServices)
}

/** The service of a context that has only one. Throws UsageError for any other context. */
export function onlyServiceOf(context: Context): TokenService {
  const [only, ...others] = tokenServices.filter((name) => context[name] !== undefined)
  if (only !== undefined && others.length === 0) return only
  throw new UsageError(
    `Context ${context.name} has ${only === undefined ? 'no service of its own' : 'several services'}.`,
    `Add --service with one of ${tokenServices.join(', ')}.`,
  )
}
