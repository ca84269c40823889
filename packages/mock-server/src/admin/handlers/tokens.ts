import { baseUrlOf, originOf } from '../../http/requestTarget.ts'
import type { Handlers } from '../adminContext.ts'
import { AdminError } from '../adminError.ts'
import { claimsByService } from '../tokens/claimsByService.ts'
import { flawedClaims, tokenOf } from '../tokens/tokenOf.ts'

export const tokenHandlers: Handlers<'mintToken'> = {
  async mintToken(context, { body }) {
    const { service = 'cis', flaw, claims = {} } = body
    const claimsOf = claimsByService[service]
    if (claimsOf === undefined)
      throw new AdminError(
        'invalid_request',
        `This server makes no tokens for ${service}`,
        `it does for ${Object.keys(claimsByService).join(', ')}`,
      )
    const { baseUrl, tokenTtlSeconds, origins } = context
    // In a process nobody need have asked for anything yet.
    origins.remember(originOf(baseUrl))
    const usual = claimsOf(body, {
      baseUrl: baseUrlOf(baseUrl),
      now: context.session().clock.now(),
      lifetimeSeconds: body.lifetimeSeconds ?? tokenTtlSeconds,
    })
    const said = flawedClaims({ ...usual, ...claims }, flaw)
    return { token: await tokenOf(said, flaw), claims: said }
  },
}
