import type { TokenCache } from '@personctl/sdk'
import { configFolder } from '../config/folder.ts'
import { errorCode } from '../config/store/errorCode.ts'
import { KeptTokens } from '../config/tokens/keptTokens.ts'
import type { ConnectionOptions } from './options.ts'

/** The tokens of earlier runs, and for later ones, for one client. */
export function keptTokenCache(
  { env, redactor, debug, warn }: Pick<ConnectionOptions, 'env' | 'redactor' | 'debug' | 'warn'>,
  context: string,
  clientId: string,
): TokenCache {
  const folder = configFolder(env).path
  const tokens = new KeptTokens(folder)
  return {
    async get(key) {
      const token = await tokens.get(key)
      if (token === undefined) return undefined
      redactor.hide(token.accessToken)
      debug(`there is a token of an earlier run, good until ${new Date(token.expiresAt).toISOString()}`)
      return token
    },
    async set(key, token) {
      try {
        await tokens.set({ ...token, key, context, clientId })
      } catch (error) {
        await warn({
          code: 'token_not_kept',
          message: `The token cannot be kept in ${folder}: ${errorCode(error)}.`,
          hint: 'Every command asks for one of its own. With --no-token-cache, or PERSONCTL_NO_TOKEN_CACHE=1, that is meant.',
        })
      }
    },
    delete: (key) => tokens.delete(key),
  }
}
