import { impossibilityOf } from '../../faults/impossibleFault.ts'
import type { FaultEffect } from '../../openapi/admin.generated.ts'
import type { Handlers } from '../adminContext.ts'
import { AdminError } from '../adminError.ts'
import { notFound } from '../notFound.ts'

const faultLimit = 1000

export const faultHandlers: Handlers<'listFaults' | 'addFault' | 'clearFaults' | 'getFault' | 'removeFault'> =
  {
    listFaults: (context) => ({ faults: context.session().faults.list() }),
    addFault(context, { body }) {
      const { faults } = context.session()
      const impossibility = impossibilityOf(body)
      if (impossibility !== undefined)
        throw new AdminError('impossible_fault', impossibility.message, impossibility.hint)
      checkAnswer(body.effect)
      if (faults.size >= faultLimit)
        throw new AdminError('limit_reached', `There are ${faultLimit} faults`, 'remove some, or all of them')
      return faults.add(body)
    },
    clearFaults(context) {
      context.session().faults.clear()
      return undefined
    },
    getFault(context, { path }) {
      const { faults } = context.session()
      const fault = faults.find(path.id)
      if (fault === undefined) throw notFound('fault', String(path.id), idsOf(faults.list()))
      return fault
    },
    removeFault(context, { path }) {
      const { faults } = context.session()
      if (!faults.remove(path.id)) throw notFound('fault', String(path.id), idsOf(faults.list()))
      return undefined
    },
  }

const idsOf = (faults: readonly { readonly id: number }[]): readonly string[] =>
  faults.map(({ id }) => String(id))

// What the server itself works out of an answer, and what would break its connection.
const ownHeaders = ['content-length', 'transfer-encoding', 'connection', 'keep-alive', 'upgrade', 'trailer']

/** @throws AdminError unless an answer can be made of what a status effect says */
function checkAnswer(effect: FaultEffect): void {
  if (effect.type !== 'status') return
  if ([204, 205, 304].includes(effect.status) && effect.body !== undefined)
    throw new AdminError('invalid_request', `effect.body is not sent with ${effect.status}`, 'leave it out')
  for (const [name, value] of Object.entries(effect.headers ?? {})) {
    if (ownHeaders.includes(name.toLowerCase()))
      throw new AdminError(
        'invalid_request',
        `effect.headers.${name} is for the server to say`,
        'leave it out',
      )
    if (!isHeader(name, value))
      throw new AdminError(
        'invalid_request',
        `effect.headers.${name} cannot be sent as ${JSON.stringify(value)}`,
        'a header is a token, its value a line of Latin characters',
      )
  }
}

function isHeader(name: string, value: string): boolean {
  try {
    new Headers([[name, value]])
    return /^[\t\x20-\x7e\x80-\xff]*$/.test(value)
  } catch {
    return false
  }
}
