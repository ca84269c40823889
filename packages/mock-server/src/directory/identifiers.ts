import { parse, v5 } from 'uuid'

/** The uuid of a user id: version 5, in the URL name space, of a salt and the id. */
export function uuidOf(userId: string): string {
  return v5(`personctl-mock#${userId}`, v5.URL)
}

/** The user name a record is given until its person picks one: `r--` and the uuid's bytes in URL-safe base64. */
export function generatedUsernameOf(uuid: string): string {
  const base64 = btoa(String.fromCharCode(...parse(uuid)))
  return `r--${base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')}`
}
