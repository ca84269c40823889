import { checkText } from '../../client/checkText.ts'
import type { CallOptions } from '../../client/clientOptions.ts'
import { objectIn, service } from '../checks.ts'
import type { CisApi } from '../wire.ts'

/** Where a person is known. */
export interface UserExists {
  /** Whether the person has a profile, active or not. */
  readonly cis: boolean
  /** Whether the person is in LDAP. */
  readonly ldap: boolean
}

/** Whether anybody has this primary e-mail. */
export async function userExists(
  api: CisApi,
  primaryEmail: string,
  options: CallOptions = {},
): Promise<UserExists> {
  checkText(service, 'primaryEmail', primaryEmail)
  const { data } = await api.GET('/v2/user/metadata/{primary_email}', {
    params: { path: { primary_email: primaryEmail } },
    signal: options.signal ?? null,
  })
  const exists = objectIn(objectIn(data, 'an answer about a person')['exists'], 'an answer about a person')
  return { cis: exists['cis'] === true, ldap: exists['ldap'] === true }
}
