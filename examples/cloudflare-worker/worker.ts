import {
  type CisClient,
  clientCredentials,
  createCisClient,
  isPersonctlError,
  unwrapProfile,
} from '@personctl/sdk'

/** The variables and secrets of the Worker. */
interface Env {
  CIS_URL?: string
  CIS_TOKEN_URL?: string
  CIS_CLIENT_ID: string
  CIS_CLIENT_SECRET: string
}

// Created with the first request, since a Worker has its variables only then, and reused, so that requests share a token.
let client: CisClient | undefined

function clientFor(env: Env): CisClient {
  client ??= createCisClient({
    baseUrl: env.CIS_URL,
    auth: clientCredentials({
      clientId: env.CIS_CLIENT_ID,
      clientSecret: env.CIS_CLIENT_SECRET,
      tokenUrl: env.CIS_TOKEN_URL,
    }),
    // Less than a Worker may take, so that the caller gets a response of ours.
    deadlineMs: 10_000,
  })
  return client
}

export default {
  /** Responds to /people/E-MAIL with the name of an active person. */
  async fetch(request: Request, env: Env): Promise<Response> {
    const email = decodeURIComponent(new URL(request.url).pathname.replace(/^\/people\//, ''))
    try {
      const profile = await clientFor(env).users.find({ primaryEmail: email }, { signal: request.signal })
      if (profile === undefined) return Response.json({ error: 'not found' }, { status: 404 })
      const { first_name, last_name } = unwrapProfile(profile)
      return Response.json({ first_name, last_name })
    } catch (error) {
      if (!isPersonctlError(error)) throw error
      return Response.json({ error: error.code }, { status: 502 })
    }
  },
}
