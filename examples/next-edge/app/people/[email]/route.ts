import { createCisClient, fromEnvironment, isPersonctlError, unwrapProfile } from '@personctl/sdk'

// A route handler of Next.js: app/people/[email]/route.ts.
export const runtime = 'edge'

// Created once for each instance, so that requests share a token. `no-store`: some versions of Next.js keep the responses of
// `fetch` on disk, and those are personal data.
const cis = createCisClient({
  ...fromEnvironment('cis'),
  fetch: (url, init) => fetch(url, { ...init, cache: 'no-store' }),
})

/** Responds with the name of an active person. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ email: string }> },
): Promise<Response> {
  const { email } = await params
  try {
    const profile = await cis.users.find(
      { primaryEmail: email },
      { signal: request.signal, deadlineMs: 5000 },
    )
    if (profile === undefined) return Response.json({ error: 'not found' }, { status: 404 })
    const { first_name, last_name } = unwrapProfile(profile)
    return Response.json({ first_name, last_name })
  } catch (error) {
    if (!isPersonctlError(error)) throw error
    return Response.json({ error: error.code }, { status: 502 })
  }
}
