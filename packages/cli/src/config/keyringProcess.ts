import { text } from 'node:stream/consumers'

/** What the keyring is asked: for each of the accounts, in their order. */
export type KeyringRequest =
  | { readonly do: 'keep'; readonly accounts: readonly string[]; readonly values: readonly string[] }
  | { readonly do: 'read' | 'forget'; readonly accounts: readonly string[] }

export type KeyringAnswer = { readonly values: readonly (string | null)[] } | { readonly failure: string }

const service = 'personctl'

/** Does what stdin says, and writes to stdout what came of it. The whole of a process. */
export async function answerKeyringRequest(): Promise<void> {
  // A terminal tells every process of Ctrl-C. Who asked is told too, and ends this one.
  process.on('SIGINT', () => {})
  const request: KeyringRequest = JSON.parse(await text(process.stdin))
  const answer = await answered(request).catch(({ message }: Error) => ({ failure: message }))
  process.stdout.write(JSON.stringify(answer), () => process.exit(0))
}

async function answered(request: KeyringRequest): Promise<KeyringAnswer> {
  const { Entry } = await import('@napi-rs/keyring')
  // The kernel's keyring, which would stand in on Linux, forgets at the next start.
  const entries = request.accounts.map(
    (account) => new Entry(service, account, { linux: { store: 'secret-service' } }),
  )
  if (request.do === 'keep') {
    for (const [index, entry] of entries.entries()) entry.setPassword(request.values[index] ?? '')
  }
  if (request.do === 'forget') {
    for (const entry of entries) entry.deletePassword()
    return { values: [] }
  }
  return { values: entries.map((entry) => entry.getPassword()) }
}
