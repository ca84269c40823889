import { createCernClient, createCisClient, createDabpClient, isPersonctlError } from '@personctl/sdk'
import { cernOptions } from '../connection/cern.ts'
import { cisOptions } from '../connection/cis.ts'
import { dabpOptions } from '../connection/dabp.ts'
import type { ConnectionOptions } from '../connection/options.ts'
import type { TokenService } from '../connection/tokens/tokenSource.ts'

// Nobody is called that: the answer is small, and about nobody.
const nobody = 'personctl-doctor'

/** Sends one request of each service that changes nothing and reads next to nothing. Returns what it shows. */
export const harmlessRequests: Readonly<
  Record<TokenService, (options: ConnectionOptions, signal: AbortSignal) => Promise<string>>
> = {
  async cis(options, signal) {
    const client = createCisClient(await cisOptions(options, { retries: 0 }))
    await client.users.find({ userId: nobody }, { active: 'any', signal })
    return 'The service accepts the token, and looks people up.'
  },

  async cern(options, signal) {
    const client = createCernClient(await cernOptions(options, { retries: 0 }))
    const small = { pageSize: 1, checkTotal: false, signal }
    try {
      await client.groups.list({ ...small, fields: ['groupIdentifier'] }).first()
      return 'The service accepts the token, and shows groups.'
    } catch (error) {
      // Clients may be allowed to read identities alone.
      if (!isPersonctlError(error) || error.name !== 'PermissionError') throw error
      await client.identities.list({ ...small, fields: ['upn'] }).first()
      return 'The service accepts the token, and shows identities, but no groups.'
    }
  },

  async dabp(options, signal) {
    const client = createDabpClient(await dabpOptions(options, { retries: 0 }))
    try {
      await client.people.getReport(nobody, { skipUpdatingActivity: true, signal })
    } catch (error) {
      if (!isPersonctlError(error) || error.name !== 'NotFoundError') throw error
    }
    return 'The service accepts the token, and looks reports up.'
  },
}
