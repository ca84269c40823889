import { createApp } from '@personctl/mock-server/app'
import type { TokenWish } from './accessToken.ts'
import { accessToken } from './accessToken.ts'

export type MockOptions = Parameters<typeof createApp>[0]

/** The origin requests are sent to unless told otherwise. */
export const origin = 'http://mock.test'

export interface MockInProcess {
  send(url: string, init?: RequestInit): Promise<Response>
  token(wish?: TokenWish, at?: string): Promise<string>
  /** Asks for Ada, or for something else, with an Authorization header. */
  ask(authorization: string, url?: string): Promise<Response>
}

/** The mock as a function, and how to talk to it. */
export function mockWith(options: MockOptions = {}): MockInProcess {
  const app = createApp(options)
  const send = (url: string, init?: RequestInit) => app(new Request(url, init))
  return {
    send,
    token: (wish, at = origin) => accessToken(at, wish, send),
    ask: (authorization, url = ada) => send(url, { headers: { authorization } }),
  }
}

export const ada: string = `${origin}/v2/user/primary_email/ada.lovelace@example.org`
