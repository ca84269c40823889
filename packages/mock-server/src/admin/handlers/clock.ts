import type { Clock } from '../../openapi/admin.generated.ts'
import type { SettableClock } from '../../settableClock.ts'
import type { Handlers } from '../adminContext.ts'
import { AdminError } from '../adminError.ts'

export const clockHandlers: Handlers<'getClock' | 'setClock' | 'advanceClock'> = {
  getClock: (context) => described(context.session().clock),
  setClock(context, { body }) {
    const { clock } = context.session()
    const time = body.now === undefined ? undefined : checkedTime(Date.parse(body.now))
    // A clock that still ran after it was set would stop a little later than where it was set to.
    if (body.frozen !== undefined) clock.freeze(body.frozen)
    if (time !== undefined) clock.set(time)
    return described(clock)
  },
  advanceClock(context, { body }) {
    const { clock } = context.session()
    clock.set(checkedTime(clock.now() + body.seconds * 1000))
    return described(clock)
  },
}

const described = (clock: SettableClock): Clock => ({
  now: new Date(clock.now()).toISOString(),
  frozen: clock.isFrozen,
})

// Tokens carry seconds that jose and others take for dates: from 1970 to the end of 9999.
const latest = Date.UTC(9999, 11, 31)

function checkedTime(time: number): number {
  if (time >= 0 && time <= latest) return time
  throw new AdminError('invalid_request', 'The clock cannot be set so far', 'choose a time from 1970 to 9999')
}
