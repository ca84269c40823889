import {
  type Authentication,
  createCernClient,
  createCisClient,
  createDabpClient,
  type TokenSource,
} from '@personctl/sdk'
import { cernOptions } from '../cern.ts'
import { cisOptions } from '../cis.ts'
import { dabpOptions } from '../dabp.ts'
import type { ConnectionNeeds, ConnectionOptions } from '../options.ts'

/** A client that is all but made: only how it gets its tokens can still be chosen. */
interface Prepared {
  readonly usual: Authentication
  make(auth: Authentication): unknown
}

const clients = {
  async cis(options: ConnectionOptions, needs: ConnectionNeeds): Promise<Prepared> {
    const prepared = await cisOptions(options, needs)
    return { usual: prepared.auth, make: (auth) => createCisClient({ ...prepared, auth }) }
  },
  async cern(options: ConnectionOptions, needs: ConnectionNeeds): Promise<Prepared> {
    const prepared = await cernOptions(options, needs)
    return { usual: prepared.auth, make: (auth) => createCernClient({ ...prepared, auth }) }
  },
  async dabp(options: ConnectionOptions, needs: ConnectionNeeds): Promise<Prepared> {
    const prepared = await dabpOptions(options, needs)
    return { usual: prepared.auth, make: (auth) => createDabpClient({ ...prepared, auth }) }
  },
}

/** The services that tokens are for. */
export type TokenService = keyof typeof clients

export const tokenServices: readonly TokenService[] = Object.keys(clients) as TokenService[]

/** Where a client of the service has its tokens from: as any command has them, or in another way. */
export async function tokenSource(
  service: TokenService,
  options: ConnectionOptions,
  otherWay?: Authentication,
): Promise<TokenSource> {
  const credentials = otherWay === undefined ? 'now' : 'when needed'
  const { usual, make } = await clients[service](options, { credentials })
  const auth = otherWay ?? usual
  return new Promise((resolve) => {
    // A client connects its authentication as it is made: that tells it the addresses, the audience and the rest.
    make({
      connect(context) {
        const source = auth.connect(context)
        resolve(source)
        return source
      },
    })
  })
}
