import { type Publisher, publisherValues } from '@personctl/generated/cis'
import {
  type CisPublisherClient,
  type PublisherKey,
  type PublisherKeys,
  signAttribute,
  verifyAttribute,
} from '@personctl/sdk/cis-publisher'
import type { Concern } from '../../config/concerns.ts'
import type { ServiceSettings } from '../../config/settings.ts'
import { exitCodes } from '../../errors/exitCodes.ts'
import type { IO } from '../../io/io.ts'
import type { ConnectionOptions } from '../../service/connection.ts'
import { connectPublisher, readPublisherKey } from '../../service/publisher.ts'
import { type CheckResult, failed, ok, skipped, toFailedResult, warning } from './checks.ts'

/** Checks the Change API, the key of the publisher, and that its public half is published. Changes nothing. */
export async function* checkPublishing(
  { publisher: setting }: ServiceSettings,
  hasToken: boolean,
  connection: ConnectionOptions,
  io: IO,
  signal: AbortSignal,
): AsyncGenerator<readonly [check: string, result: CheckResult], void, undefined> {
  const publisher = publisherValues.find((one) => one === setting?.value)
  // Without a key, nothing can be signed, and what the checks send needs no signature.
  let client: CisPublisherClient
  try {
    client = await connectPublisher(publisher ?? 'cis', '', connection)
  } catch (error) {
    yield ['change', toFailedResult(error)]
    return
  }
  try {
    if (hasToken) yield ['change', await checkChangeApi(client, signal)]
    if (publisher === undefined) return
    const { key, result } = await checkKey(publisher, connection, io, signal)
    yield ['key', result]
    if (key !== undefined) yield ['published', await checkPublished(publisher, key, client, signal)]
  } finally {
    await client.close()
  }
}

/** Checks that the Change API accepts the token: it stores nothing of an empty batch. */
async function checkChangeApi(client: CisPublisherClient, signal: AbortSignal): Promise<CheckResult> {
  try {
    await client.request('/v2/users', { method: 'POST', body: [], signal })
    return ok('The Change API accepts the token.')
  } catch (error) {
    signal.throwIfAborted()
    return toFailedResult(error)
  }
}

async function checkKey(
  publisher: Publisher,
  connection: ConnectionOptions,
  io: IO,
  signal: AbortSignal,
): Promise<{ readonly key?: PublisherKey; readonly result: CheckResult }> {
  const concerns: Concern[] = []
  const notify = async (concern: Concern): Promise<void> => void concerns.push(concern)
  try {
    const reader = { io, ask: undefined, signal, connection: { ...connection, notify } }
    const { key, source } = await readPublisherKey(publisher, undefined, reader)
    const detail = `The key of ${publisher} is in ${source}.`
    const [concern] = concerns
    return { key, result: concern === undefined ? ok(detail) : warning(concern.message, concern.hint) }
  } catch (error) {
    signal.throwIfAborted()
    return { result: toFailedResult(error) }
  }
}

/** Checks a key against those of the discovery document, by which the service verifies signatures. */
async function checkPublished(
  publisher: Publisher,
  key: PublisherKey,
  client: CisPublisherClient,
  signal: AbortSignal,
): Promise<CheckResult> {
  let published: PublisherKeys
  try {
    published = await client.publisherKeys({ signal })
  } catch (error) {
    signal.throwIfAborted()
    const { detail } = toFailedResult(error)
    return skipped(`The published keys cannot be read: ${detail}`)
  }
  const owners: Publisher[] = []
  for (const name of publisherValues) {
    const signed = await signAttribute(sample, { publisher: name, key })
    if ((await verifyAttribute(signed, published)).ok) owners.push(name)
  }
  if (owners.includes(publisher)) return ok(`The key is published for ${publisher}.`)
  return failed(
    owners.length === 0
      ? `The key is not published for ${publisher}, so the service would refuse its signatures.`
      : `The key is that of ${owners.join(' and ')}, not of ${publisher}.`,
    'Check which key belongs to the publisher, and that its public half is in the discovery document.',
    exitCodes.wrongUsage,
  )
}

const epoch = '1970-01-01T00:00:00Z'

/** An attribute that is signed and verified here, and goes nowhere. */
const sample = {
  signature: { publisher: { alg: 'RS256', typ: 'JWS', name: '', value: '' }, additional: [] },
  metadata: {
    classification: 'PUBLIC',
    last_modified: epoch,
    created: epoch,
    verified: false,
    display: null,
  },
  value: 'doctor',
}
