import { type ProfileAttribute, profileAttributes } from '@personctl/sdk/cis'
import { didYouMean } from '@personctl/shared/didYouMean'
import { isObject } from '@personctl/shared/guards'
import { UsageError } from '../../errors/errors.ts'

const attributes: ReadonlyMap<string, ProfileAttribute> = new Map(
  profileAttributes.map((attribute) => [attribute.path, attribute]),
)

/** The paths of all attributes. */
export const attributePaths: readonly string[] = [...attributes.keys()]

/**
 * Returns the attribute with a path.
 *
 * @param option names the source of the path in the message
 * @throws {UsageError} if there is no such attribute; the hint has the nearest name
 */
export function requireAttribute(path: string, option: string): ProfileAttribute {
  const attribute = attributes.get(path)
  if (attribute !== undefined) return attribute
  const members = attributePaths.filter((one) => one.startsWith(`${path}.`))
  if (members.length > 0) {
    throw new UsageError(
      `${option}: ${JSON.stringify(path)} is a group, not an attribute.`,
      `Name one of its attributes: ${members.join(', ')}.`,
    )
  }
  const suggestion = didYouMean(path, attributePaths)
  throw new UsageError(
    `${option}: the attribute ${JSON.stringify(path)} does not exist.`,
    suggestion === undefined
      ? 'personctl publisher rules lists all attributes.'
      : `Did you mean ${suggestion}?`,
  )
}

/** Returns the attribute at a path of a profile; undefined if the profile does not have it. */
export function findAttribute(profile: unknown, path: string): Record<string, unknown> | undefined {
  let found: unknown = profile
  for (const name of path.split('.')) found = isObject(found) ? found[name] : undefined
  return isObject(found) ? found : undefined
}

/** Returns a copy of a profile with another attribute at a path. The order of its keys stays. */
export function withAttribute<Node extends Record<string, unknown>>(
  profile: Node,
  path: string,
  attribute: unknown,
): Node {
  const [name = '', ...rest] = path.split('.')
  const { [name]: child } = profile
  if (rest.length === 0) return { ...profile, [name]: attribute }
  return { ...profile, [name]: withAttribute(isObject(child) ? child : {}, rest.join('.'), attribute) }
}
