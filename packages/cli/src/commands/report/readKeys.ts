import { InvalidResponseError, NetworkError } from '@personctl/sdk'
import type { Environment } from '../../config/variables.ts'
import { chooseTransport } from '../../connection/transport.ts'
import { UsageError } from '../../failure/usageError.ts'
import { readTextFile } from '../../text/readTextFile.ts'

/** A JSON Web Key Set, as far as it is looked at here. */
export interface KeySet {
  keys: Record<string, string>[]
}

/** The keys in a file or at an http or https address. */
export async function readKeys(source: string, env: Environment, signal: AbortSignal): Promise<KeySet> {
  const isAddress = /^https?:\/\//i.test(source)
  const text = isAddress ? await fetchText(source, env, signal) : await readTextFile(source, signal)
  const content = parsed(text) as Partial<KeySet> | null | undefined
  if (Array.isArray(content?.keys)) return { keys: content.keys }
  const message = `${source} is no JSON Web Key Set.`
  throw isAddress ? new InvalidResponseError(message) : new UsageError(message)
}

async function fetchText(url: string, env: Environment, signal: AbortSignal): Promise<string> {
  const fetch = await chooseTransport(env)
  const headers = new Headers({ accept: 'application/json' })
  let response: Response
  let text: string
  try {
    response = await fetch(url, { method: 'GET', headers, signal, redirect: 'manual' })
    text = await response.text()
  } catch (error) {
    signal.throwIfAborted()
    const reason = error instanceof Error ? error.message : String(error)
    throw new NetworkError(`The keys at ${url} could not be reached: ${reason}.`)
  }
  if (response.status === 200) return text
  throw new InvalidResponseError(`${url} answered ${response.status} where its keys should be.`, {
    status: response.status,
    hint: 'The discovery document of the issuer names the address as jwks_uri.',
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
