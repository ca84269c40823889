import type { MissedName } from '../../routing/router.ts'

/** Thrown when a request cannot be served. The service responds with its status and its message. */
export class CernError extends Error {
  override readonly name: string = 'CernError'

  constructor(
    readonly status: 400 | 403 | 404,
    message: string,
    /** The name that was not found, if similar ones may exist. */
    readonly missed: MissedName | undefined = undefined,
    /** More than the service says, to find the mistake by. */
    readonly detail: string | undefined = undefined,
  ) {
    super(message)
  }
}
