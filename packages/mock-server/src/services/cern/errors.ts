import type { MissedName } from '../../directory/profile.ts'

/** Why a request is not served, and with which status. */
export class CernRefusal extends Error {
  override readonly name: string = 'CernRefusal'

  constructor(
    readonly status: 400 | 403 | 404,
    message: string,
    /** What there is not, of what there are others. */
    readonly missed: MissedName | undefined = undefined,
  ) {
    super(message)
  }
}
