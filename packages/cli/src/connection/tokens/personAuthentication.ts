import {
  type AccessTokenSource,
  type Authentication,
  type DevicePrompt,
  deviceCode,
  tokenExchange,
} from '@personctl/sdk'
import type { Redactor } from '../../text/redactor.ts'
import { isForAudience } from './isForAudience.ts'
import type { PersonClient } from './personClient.ts'

/** The token of somebody, exchanged for one of the same person that the service accepts. */
export function exchanged(client: PersonClient, subjectToken: string): Authentication<AccessTokenSource> {
  const { deviceAuthorizationUrl: _, ...options } = client
  return tokenExchange({ ...options, subjectToken })
}

/**
 * The token of whoever confirms it in a browser. The service may give it for the client alone: then it is exchanged for
 * one that the service accepts.
 */
export function confirmedInBrowser(
  client: PersonClient,
  onPrompt: (prompt: DevicePrompt) => Promise<void>,
  redactor: Redactor,
): Authentication<AccessTokenSource> {
  return {
    connect(context) {
      const audience = client.audience ?? context.audience
      const device = deviceCode({ ...client, ...(audience !== undefined && { audience }), onPrompt })
      const confirmed = device.connect(context)
      const accessToken: AccessTokenSource['accessToken'] = async (signal) => {
        const token = await confirmed.accessToken(signal)
        redactor.hide(token.accessToken)
        if (audience === undefined || isForAudience(token.accessToken, audience)) return token
        return exchanged(client, token.accessToken).connect(context).accessToken(signal)
      }
      return {
        accessToken,
        token: async (signal) => (await accessToken(signal)).accessToken,
        reject: (token) => confirmed.reject(token),
      }
    },
  }
}
