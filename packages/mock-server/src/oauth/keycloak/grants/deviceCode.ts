import { checkCodeVerifier } from '../../codeChallenge.ts'
import { TokenRefusal } from '../../tokenRefusal.ts'
import type { Device } from '../devices.ts'
import { afterPoll } from '../devices.ts'
import type { RealmDirectory } from '../person.ts'
import { identityClaims } from '../person.ts'
import type { Grant } from './grant.ts'
import { grantedTo } from './grantedTo.ts'

/** RFC 8628: tokens of the person who confirmed the device, once they have. */
export const deviceCodeGrant: Grant = async ({ parameters, client, frame }, { directory, state }) => {
  const { devices } = state
  const { device_code: code = '' } = parameters
  const known = devices.get(code)
  if (known === undefined) throw new TokenRefusal(400, 'invalid_grant', 'Device code not valid')
  if (known.clientId !== client.id) throw new TokenRefusal(400, 'invalid_grant', 'unauthorized client')
  if (known.expiresAt <= frame.now) throw new TokenRefusal(400, 'expired_token', 'Device code is expired')
  const { device, tooEarly } = afterPoll(known, frame.now)
  devices.set(code, device)
  if (tooEarly) throw new TokenRefusal(400, 'slow_down', 'Slow down')
  const person = personWhoConfirmed(device, directory)
  await checkCodeVerifier(device.codeChallenge, parameters.code_verifier)
  // It is gone now, also for a request that came meanwhile.
  if (!devices.delete(code)) throw new TokenRefusal(400, 'invalid_grant', 'Device code not valid')
  return grantedTo(
    {
      identity: identityClaims(person),
      session: device.session,
      audience: device.audience,
      roles: directory.rolesOf(person.upn, device.audience),
    },
    { ...frame, scope: device.scope },
  )
}

function personWhoConfirmed(device: Device, directory: RealmDirectory) {
  if (device.decision === undefined)
    throw new TokenRefusal(400, 'authorization_pending', 'The authorization request is still pending')
  const person = device.decision === 'denied' ? undefined : directory.person(device.decision.upn)
  if (person === undefined)
    throw new TokenRefusal(400, 'access_denied', 'The end user denied the authorization request')
  return person
}
