import { readFile } from 'node:fs/promises'
import { UsageError } from '../failure/usageError.ts'
import { CredentialsError } from './credentialsError.ts'
import type { ServiceVariables } from './variables.ts'

/** What a service is convinced with. */
export type Credentials =
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'client'; readonly clientId: string; readonly clientSecret: string }

/** The credentials that the environment gives for a service; a token wins over a client. */
export async function resolveCredentials(variables: ServiceVariables): Promise<Credentials> {
  const name = (setting: string) => variables.name(setting)
  const token = variables.read('TOKEN')
  if (token !== undefined) return { kind: 'token', token: checkedToken(name('TOKEN'), token.trim()) }

  const clientId = variables.read('CLIENT_ID')
  const hasSecret =
    variables.read('CLIENT_SECRET') !== undefined || variables.read('CLIENT_SECRET_FILE') !== undefined
  if (clientId === undefined && !hasSecret) {
    throw new CredentialsError(
      'There are no credentials to ask the service with.',
      `Set ${name('CLIENT_ID')} and ${name('CLIENT_SECRET')} (or ${name('CLIENT_SECRET_FILE')}), or ${name('TOKEN')}. ` +
        'To try personctl without any, add --demo.',
    )
  }
  if (clientId === undefined) {
    throw new CredentialsError('There is a client secret, but no client id.', `Set ${name('CLIENT_ID')} too.`)
  }
  if (!hasSecret) {
    throw new CredentialsError(
      `There is a client id, ${JSON.stringify(clientId)}, but no secret for it.`,
      `Set ${name('CLIENT_SECRET')}, or ${name('CLIENT_SECRET_FILE')} to the path of a file that holds it.`,
    )
  }
  return { kind: 'client', clientId, clientSecret: await clientSecret(variables) }
}

/** The client secret in the environment, or in the file that it names; empty where there is none. */
export async function clientSecret(variables: ServiceVariables): Promise<string> {
  const inVariable = variables.read('CLIENT_SECRET')
  const path = variables.read('CLIENT_SECRET_FILE')
  if (path === undefined) return inVariable ?? ''
  const variable = variables.name('CLIENT_SECRET_FILE')
  if (inVariable !== undefined) {
    throw new UsageError(
      `${variables.name('CLIENT_SECRET')} and ${variable} are both set.`,
      'Unset one of them: it would not be clear which secret is meant.',
    )
  }
  const [firstLine = ''] = (await readSecretFile(variable, path)).split(/\r?\n/, 1)
  const secret = firstLine.trim()
  if (secret === '') {
    throw new CredentialsError(
      `${variable} names ${path}, whose first line is empty.`,
      'Put the client secret there.',
    )
  }
  return secret
}

async function readSecretFile(variable: string, path: string): Promise<string> {
  try {
    return (await readFile(path, 'utf8')).replace(/^\ufeff/, '')
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    throw new CredentialsError(
      `${variable} names ${path}, which cannot be read: ${reason}.`,
      'Check that the file is there and that you may read it.',
    )
  }
}

function checkedToken(variable: string, token: string): string {
  if (/^[\x21-\x7e]+$/.test(token)) return token
  throw new CredentialsError(
    `${variable} has characters in it that no token has.`,
    'Give the token alone, without "Bearer", spaces and line ends.',
  )
}
