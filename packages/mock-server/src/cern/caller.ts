import type { ClientRegistry } from '../oauth/clientRegistry.ts'
import type { VerifiedClaims } from '../oauth/tokenVerifier.ts'

/** Who a token is of. */
export type CernCaller =
  | {
      /** A program of its own. */
      readonly kind: 'service'
      readonly clientId: string
      /** The groups its service account is in; undefined: whichever are needed. */
      readonly groups: readonly string[] | undefined
    }
  | { readonly kind: 'user'; readonly upn: string }

const serviceAccount = 'service-account-'

/** Who verified claims speak of. A person's login is in a claim of its own; it is also the subject. */
export function callerOf(claims: VerifiedClaims, clients: Pick<ClientRegistry, 'find'>): CernCaller {
  const subject = claims.sub ?? ''
  if (subject.startsWith(serviceAccount)) {
    const clientId = subject.slice(serviceAccount.length)
    return { kind: 'service', clientId, groups: clients.find(clientId)?.groups }
  }
  const upn = claims['cern_upn']
  return { kind: 'user', upn: typeof upn === 'string' ? upn : subject }
}

/** The login of whoever calls; that of a program is its service account. */
export function upnOf(caller: CernCaller): string {
  return caller.kind === 'user' ? caller.upn : serviceAccount + caller.clientId
}
