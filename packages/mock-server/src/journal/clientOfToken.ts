import { textIn } from './textIn.ts'

const limit = 1000

/** Tells which client the token in an Authorization header was given to. */
export type ClientOfHeader = (authorization: string | null) => string | undefined

/** Remembers the latest thousand headers: a client sends the same one with every request. */
export function createClientOfHeader(): ClientOfHeader {
  const known = new Map<string, string | undefined>()
  return (authorization) => {
    if (authorization === null) return undefined
    const client = known.get(authorization)
    if (client !== undefined || known.has(authorization)) return client
    const told = clientOfToken(/^\s*bearer\s+(\S+)\s*$/i.exec(authorization)?.[1] ?? '')
    known.set(authorization, told)
    if (known.size > limit) known.delete(known.keys().next().value as string)
    return told
  }
}

/** The client a token says it was given to: nobody has looked whether that is true. */
export function clientOfToken(token: string): string | undefined {
  const claims = claimsOf(token)
  for (const name of ['azp', 'client_id', 'cid', 'sub']) {
    const client = textIn(claims, name)
    if (client !== undefined) return client
  }
  return undefined
}

function claimsOf(token: string): unknown {
  const [, payload = ''] = token.split('.')
  try {
    return JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')))
  } catch {
    return undefined
  }
}
