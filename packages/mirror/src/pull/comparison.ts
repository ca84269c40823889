import { createHash } from 'node:crypto'

/** The values of a row by attribute. An attribute that was not shown is absent. */
export type RowData = Record<string, unknown>

/** A difference between two versions of a row. */
export interface Difference {
  readonly kind: 'changed' | 'deactivated' | 'returned' | 'hidden' | 'shown'
  readonly attribute: string
  readonly old: unknown
  readonly new: unknown
}

/** Facts about attributes that one of two versions does not have. */
export interface Visibility {
  /** True if the token lost a scope: an absent attribute says nothing about the person then. */
  readonly isLess: boolean
  /** True if the token gained a scope: a new attribute says nothing about the person then. */
  readonly isMore: boolean
  /** True for attributes that both runs were told to store. */
  isSelected(attribute: string): boolean
}

/** Returns the attributes of a row as JSON whose order does not depend on that of the response. */
export function toCanonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(toCanonicalJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  let json = ''
  for (const name of Object.keys(value).sort()) {
    const child = (value as Record<string, unknown>)[name]
    if (child !== undefined)
      json += `${json === '' ? '' : ','}${JSON.stringify(name)}:${toCanonicalJson(child)}`
  }
  return `{${json}}`
}

/** Returns the hash by which two versions of a row are compared. */
export function hashJson(json: string): string {
  return createHash('sha1').update(json).digest('base64')
}

/** Adds to a row the attributes that its token could no longer see, so that their last known values stay. */
export function withUnseen(old: RowData, current: RowData, visibility: Visibility): RowData {
  if (!visibility.isLess) return current
  const unseen = Object.entries(old).filter(
    ([attribute]) => !Object.hasOwn(current, attribute) && visibility.isSelected(attribute),
  )
  return unseen.length === 0 ? current : { ...Object.fromEntries(unseen), ...current }
}

/** Returns the differences between two versions of a row, in the order of their attributes. */
export function compareRows(old: RowData, current: RowData, visibility: Visibility): Difference[] {
  const attributes = [...new Set([...Object.keys(old), ...Object.keys(current)])].sort()
  return attributes.flatMap((attribute): Difference[] => {
    const before = old[attribute]
    const after = current[attribute]
    if (!visibility.isSelected(attribute)) return []
    if (!Object.hasOwn(current, attribute))
      return [{ kind: 'hidden', attribute, old: before, new: undefined }]
    if (!Object.hasOwn(old, attribute))
      return visibility.isMore ? [] : [{ kind: 'shown', attribute, old: undefined, new: after }]
    if (toCanonicalJson(before) === toCanonicalJson(after)) return []
    const kind =
      attribute !== 'active'
        ? 'changed'
        : before === true && after === false
          ? 'deactivated'
          : before === false && after === true
            ? 'returned'
            : 'changed'
    return [{ kind, attribute, old: before, new: after }]
  })
}

/** Returns the attributes that a person has hidden: those that are absent and once were there. */
export function listHidden(old: RowData, hiddenBefore: readonly string[], current: RowData): string[] {
  const known = new Set([...hiddenBefore, ...Object.keys(old)])
  return [...known].filter((attribute) => !Object.hasOwn(current, attribute)).sort()
}
