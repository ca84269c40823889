import type { CernClient, Identity, Pager, Selection, SelectOptions } from '@personctl/sdk'
import { lowerUuid } from '@personctl/shared/guards'
import { ExplainedError, hasErrorCode } from '../../errors/errors.ts'

/** Describes an argument that names an identity. */
export const identityArgument = 'A UPN, an id, an e-mail or a person id'

/** A name that is not part of a path of the service, but has to be searched. Several identities may have it. */
interface SearchedName {
  readonly kind: string
  has(name: string): boolean
  search<Field extends keyof Identity>(
    cern: CernClient,
    name: string,
    options: SelectOptions<Field>,
  ): Pager<Selection<Identity, Field>>
}

const searchedNames: readonly SearchedName[] = [
  {
    kind: 'e-mail',
    has: (name) => name.includes('@'),
    search: ({ identities }, name, options) => identities.byEmail(name, options),
  },
  {
    kind: 'person id',
    has: (name) => /^\d+$/.test(name),
    search: ({ identities }, name, options) => identities.list({ ...options, filter: `personId:eq:${name}` }),
  },
]

/**
 * Returns an identity by its UPN, its id, an e-mail or a person id.
 *
 * @throws {ExplainedError} if several identities have the e-mail or the person id; it names them
 */
export async function getIdentity<Field extends keyof Identity = never>(
  cern: CernClient,
  name: string,
  options: SelectOptions<Field> = {},
): Promise<Selection<Identity, Field>> {
  const searched = searchedNames.find((one) => one.has(name))
  if (searched === undefined) return cern.identities.get(lowerUuid(name), options)
  const [only, ...others] = await takeSome(searched.search(cern, name, options))
  if (only !== undefined && others.length === 0) return only
  if (only !== undefined) throw await explainSeveral(searched.kind, name, [only, ...others])
  try {
    // A UPN may look the same.
    return await cern.identities.get(name, options)
  } catch (error) {
    if (!hasErrorCode(error, 'not_found')) throw error
    throw new ExplainedError(error, { hint: `No identity has it as its ${searched.kind} or its UPN.` })
  }
}

/** Returns a name of an identity that paths of the service accept: its id if it had to be searched. */
export async function toIdentityName(
  cern: CernClient,
  name: string,
  signal: AbortSignal | undefined,
): Promise<string> {
  if (!searchedNames.some((one) => one.has(name))) return lowerUuid(name)
  const { id } = await getIdentity(cern, name, { fields: ['upn'], signal })
  return id
}

const mostNamed = 10

/** Returns the first rows of a list; none if the service responds with 404, as it may for a name that nobody has. */
async function takeSome<Row>(rows: Pager<Row>): Promise<Row[]> {
  const taken: Row[] = []
  try {
    for await (const row of rows) {
      taken.push(row)
      if (taken.length === mostNamed) break
    }
  } catch (error) {
    if (!hasErrorCode(error, 'not_found')) throw error
  }
  return taken
}

async function explainSeveral(
  kind: string,
  name: string,
  identities: readonly Partial<Identity>[],
): Promise<ExplainedError> {
  const { AmbiguousNameError } = await import('@personctl/sdk/dabp')
  const candidates = identities.map(({ id, upn }) => ({ id, name: upn ?? undefined, group: undefined }))
  const names = candidates.map((one) => (one.name === undefined ? one.id : `${one.name} (${one.id})`))
  const message = `The ${kind} ${JSON.stringify(name)} is that of several identities: ${names.join(', ')}.`
  const details = { service: 'cern', hint: 'Name one of them by its UPN or its id.' }
  return new ExplainedError(new AmbiguousNameError(message, candidates, details), {})
}
