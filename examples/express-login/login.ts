import {
  type CisClient,
  type DabpClient,
  hasPolicy,
  isPersonctlError,
  NotFoundError,
  type Profile,
  unwrapProfile,
} from '@personctl/sdk'
import express from 'express'

/**
 * Returns an application whose `/me` greets people who have a profile and the policy, after their identity provider has
 * signed them in. `emailOf` is what the team's own sign-in says about a request.
 */
export function createLoginApp(
  { cis, dabp }: { cis: CisClient; dabp: DabpClient },
  emailOf: (request: express.Request) => string | undefined,
  policy: { readonly name: string; readonly group?: string },
): express.Express {
  const app = express()
  app.get('/me', async (request, response) => {
    const email = emailOf(request)
    if (email === undefined) return void response.status(401).json({ error: 'Sign in first.' })
    const profile = await cis.users.find({ primaryEmail: email })
    if (profile === undefined)
      return void response.status(403).json({ error: 'No active person has this e-mail.' })
    if (!(await mayEnter(dabp, profile, policy)))
      return void response.status(403).json({ error: 'The policy is missing.' })
    const { first_name } = unwrapProfile(profile)
    response.json({ greeting: `Hello ${first_name ?? email}` })
  })
  // Who may enter cannot be decided: nobody enters, and the person can try again.
  app.use(((error, _request, response, next) => {
    if (!isPersonctlError(error)) return next(error)
    if (error.retryAfterMs !== undefined)
      response.set('retry-after', String(Math.ceil(error.retryAfterMs / 1000)))
    response.status(503).json({ error: 'The directory does not respond.', code: error.code })
  }) satisfies express.ErrorRequestHandler)
  return app
}

async function mayEnter(
  dabp: DabpClient,
  profile: Profile,
  { name, ...within }: { readonly name: string; readonly group?: string },
): Promise<boolean> {
  const referenceId = profile.uuid?.value
  if (typeof referenceId !== 'string') return false
  try {
    const report = await dabp.people.getReport(referenceId, { skipUpdatingActivity: true })
    return hasPolicy(report, name, within)
  } catch (error) {
    if (error instanceof NotFoundError) return false
    throw error
  }
}
