import { originOf } from '../../http/requestTarget.ts'
import type { Handlers } from '../adminContext.ts'
import { claimsByService } from '../tokens/claimsByService.ts'
import { flawedClaims } from '../tokens/flawedClaims.ts'
import { flawedToken } from '../tokens/flawedToken.ts'

export const tokenHandlers: Handlers<'mintToken'> = {
  async mintToken(context, { body }) {
    const { baseUrl, tokenTtlSeconds, origins } = context
    const { service = 'cis', flaw, claims: wished = {} } = body
    // In a process nobody need have asked for anything yet.
    origins.remember(originOf(baseUrl))
    const usual = claimsByService[service](body, { session: context.session(), baseUrl, tokenTtlSeconds })
    const claims = flawedClaims({ ...usual, ...wished }, flaw)
    return { token: await flawedToken(claims, flaw), claims }
  },
}
