import type { Attributes, Displays } from '../../openapi/admin.generated.ts'
import { type Display, displayLevelValues } from '../../openapi/cis.generated.ts'
import type { ProfileAttribute } from '../../openapi/cisAttributes.generated.ts'
import { profileAttributes } from '../../openapi/cisAttributes.generated.ts'
import { nearestWord } from '../../text/nearestWord.ts'
import { AdminError } from '../adminError.ts'

const attributesByPath = new Map<string, ProfileAttribute>(profileAttributes.map((one) => [one.path, one]))

/** An attribute that is to be set, and what it is to hold. */
export interface WantedAttribute {
  readonly attribute: ProfileAttribute
  readonly value: unknown
}

/** @throws AdminError if there is no such attribute, or it cannot hold that */
export function checkedAttributes(attributes: Attributes = {}): readonly WantedAttribute[] {
  return Object.entries(attributes).map(([path, value]) => {
    const attribute = attributeAt('attributes', path)
    const found = value === null ? attribute.type : Array.isArray(value) ? 'array' : typeof value
    if (found === attribute.type) return { attribute, value }
    throw new AdminError(
      'invalid_request',
      `attributes.${path} is ${JSON.stringify(value) ?? String(value)}`,
      `expected ${{ string: 'a text', boolean: 'true or false', object: 'an object' }[attribute.type]}, or null`,
    )
  })
}

/** An attribute that is to be shown to others than a new record's is. */
export interface WantedDisplay {
  readonly attribute: ProfileAttribute
  readonly display: Display
}

/** @throws AdminError if there is no such attribute, or it cannot be shown to those */
export function checkedDisplays(displays: Displays = {}): readonly WantedDisplay[] {
  return Object.entries(displays).map(([path, wanted]) => {
    const attribute = attributeAt('displays', path)
    const allowed = attribute.allowed?.display ?? [...displayLevelValues, null]
    const display = allowed.find((one) => one === wanted)
    if (display !== undefined) return { attribute, display }
    throw new AdminError(
      'invalid_request',
      `displays.${path} is ${JSON.stringify(wanted)}`,
      `expected ${allowed.map((one) => JSON.stringify(one)).join(' or ')}`,
    )
  })
}

function attributeAt(place: string, path: string): ProfileAttribute {
  const attribute = attributesByPath.get(path)
  if (attribute !== undefined) return attribute
  const nearest = nearestWord(path, [...attributesByPath.keys()])
  throw new AdminError(
    'invalid_request',
    `${place}.${path} is no attribute of a profile`,
    nearest === undefined
      ? 'see the profile of another person for those there are'
      : `did you mean ${nearest}?`,
  )
}
