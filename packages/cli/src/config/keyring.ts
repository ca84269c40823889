import { text } from 'node:stream/consumers'

/** A request to the keyring. Accounts and values correspond by their index. */
export type KeyringRequest =
  | { readonly do: 'save'; readonly accounts: readonly string[]; readonly values: readonly string[] }
  | { readonly do: 'read' | 'delete'; readonly accounts: readonly string[] }

/** The result of a KeyringRequest. */
export type KeyringResponse = { readonly values: readonly (string | null)[] } | { readonly failure: string }

const service = 'personctl'

/** Runs the request on stdin and writes the response to stdout. Runs as the only thing in a child process, and ends it. */
export async function handleKeyringRequest(): Promise<void> {
  // A terminal sends Ctrl-C to every process. The parent process receives it too, and ends this one.
  process.on('SIGINT', () => {})
  const request: KeyringRequest = JSON.parse(await text(process.stdin))
  const response = await run(request).catch(({ message }: Error) => ({ failure: message }))
  process.stdout.write(JSON.stringify(response), () => process.exit(0))
}

/** Runs a request. `save` returns what it reads back from the keyring after writing. */
async function run(request: KeyringRequest): Promise<KeyringResponse> {
  const { Entry } = await import('@napi-rs/keyring')
  // On Linux the kernel's keyring would be the alternative, but it is lost at the next boot.
  const entries = request.accounts.map(
    (account) => new Entry(service, account, { linux: { store: 'secret-service' } }),
  )
  if (request.do === 'save') {
    for (const [index, entry] of entries.entries()) entry.setPassword(request.values[index] ?? '')
  }
  if (request.do === 'delete') {
    // A process that was killed may have saved some of them only.
    for (const entry of entries) if (entry.getPassword() !== null) entry.deletePassword()
    return { values: [] }
  }
  return { values: entries.map((entry) => entry.getPassword()) }
}
