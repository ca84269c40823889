import { baseUrlOf, originOf } from './requestTarget.ts'

const limit = 1000

/** The origins this server was addressed by, the latest thousand: the issuers whose tokens are its own. */
export interface OriginMemory {
  remember(origin: string): void
  /** @param baseUrl one of them, with the prefix of a session or without */
  has(baseUrl: string): boolean
}

export function createOriginMemory(): OriginMemory {
  const origins = new Set<string>()
  let latest: string | undefined
  return {
    remember(origin) {
      if (origin === latest) return
      latest = origin
      origins.delete(origin)
      origins.add(origin)
      if (origins.size > limit) {
        const [oldest] = origins
        if (oldest !== undefined) origins.delete(oldest)
      }
    },
    has: (baseUrl) => baseUrl === baseUrlOf(baseUrl) && origins.has(originOf(baseUrl)),
  }
}
