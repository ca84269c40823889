import type { PublisherKeyList } from '@personctl/openapi/admin'
import { type Publisher, publisherValues } from '@personctl/openapi/cis'
import type { PublisherKey, PublisherKeys } from '../../services/publishing/publisherKeys.ts'
import type { Session } from '../../session/session.ts'
import { type AdminContext, AdminError, type Handlers, notFoundError } from '../contract.ts'

/** The handlers of the keys of publishers. */
export const publisherKeyHandlers: Handlers<
  'listPublisherKeys' | 'getPublisherKey' | 'rotatePublisherKeys' | 'retirePublisherKey'
> = {
  listPublisherKeys: (context) => describeAll(context.session()),
  async getPublisherKey(context, { path }) {
    const { publisher, keys } = await findPublisher(context, path.publisher)
    const [current] = keys
      .listKeys(publisher)
      .filter(({ status, origin }) => status === 'current' && origin !== 'generated')
    if (current === undefined)
      throw new AdminError(
        'not_found',
        `Every key of ${publisher} is retired`,
        `rotate its keys: POST /__admin/publisher-keys/${publisher}/rotate`,
      )
    const { id, published, key, origin } = current
    return {
      publisher,
      kid: id,
      publicKey: { ...published },
      // That of a file may protect something.
      privateKey:
        key === undefined || origin === 'given' ? null : { ...key, kid: id, alg: 'RS256', use: 'sig' },
    }
  },
  async rotatePublisherKeys(context, { path, body }) {
    const session = context.session()
    const { publisher, keys } = await findPublisher(context, path.publisher)
    const known = keys.listKeys(publisher)
    const { generateKey } = await import('../../oauth/keyRotation.ts')
    const { rotatePublisherKeys } = await import('../../services/publishing/publisherKeys.ts')
    if (known.length >= keyLimit)
      throw new AdminError(
        'limit_reached',
        `The limit of ${keyLimit} keys is reached`,
        'reset the keys of publishers',
      )
    // Far from the numbers of the keys that sign tokens.
    const number = firstNumber * (publisherValues.indexOf(publisher) + 1) + known.length
    const key = generateKey(number)
    const { keepOld = true } = body ?? {}
    session.publisherKeys = {
      ...session.publisherKeys,
      [publisher]: rotatePublisherKeys(publisher, known, { keepOld, key }),
    }
    return describeAll(session)
  },
  async retirePublisherKey(context, { path }) {
    const session = context.session()
    const { publisher, keys } = await findPublisher(context, path.publisher)
    const known = keys.listKeys(publisher)
    if (!known.some(({ id }) => id === path.kid))
      throw notFoundError(
        `key of ${publisher}`,
        path.kid,
        known.map(({ id }) => id),
      )
    const { retirePublisherKey } = await import('../../services/publishing/publisherKeys.ts')
    session.publisherKeys = { ...session.publisherKeys, [publisher]: retirePublisherKey(known, path.kid) }
    return undefined
  },
}

const firstNumber = 1000
const keyLimit = 50

interface FoundPublisher {
  readonly publisher: Publisher
  readonly keys: PublisherKeys
}

/** @throws {AdminError} if nobody publishes under the name */
async function findPublisher(context: AdminContext, name: string): Promise<FoundPublisher> {
  const publisher = publisherValues.find((one) => one === name)
  if (publisher === undefined) throw notFoundError('publisher', name, publisherValues)
  return { publisher, keys: await context.session().services().loadPublisherKeys() }
}

async function describeAll(session: Session): Promise<PublisherKeyList> {
  const keys = await session.services().loadPublisherKeys()
  const describeKey = ({ id, status, origin }: PublisherKey) => ({ kid: id, status, origin })
  return {
    publishers: Object.fromEntries(
      publisherValues.map((publisher) => [publisher, keys.listKeys(publisher).map(describeKey)]),
    ),
  }
}
