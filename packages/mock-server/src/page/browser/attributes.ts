import { contentOf, isObject, type StoredProfile } from '../../directory/storedProfile.ts'
import { profileAttributes } from '../../openapi/cisAttributes.generated.ts'
import { element, found } from './element.ts'

/**
 * Shows every attribute of a profile: what is seen of it, and what it takes to see it.
 *
 * @param profile as it is stored
 * @param seen as somebody was given it
 * @returns how many attributes were seen, and of how many
 */
export function showAttributes(
  profile: StoredProfile,
  seen: StoredProfile,
  onlySeen: boolean,
): { readonly shown: number; readonly all: number } {
  const there = profileAttributes.filter(({ path }) => contentOf(profile, path) !== undefined)
  const isSeen = (path: string): boolean => contentOf(seen, path) !== undefined
  const rows = there
    .filter(({ path }) => !onlySeen || isSeen(path))
    .map(({ path }) => rowOf(path, profile, seen))
  found('attributes').replaceChildren(...rows)
  return { shown: there.filter(({ path }) => isSeen(path)).length, all: there.length }
}

function rowOf(path: string, profile: StoredProfile, seen: StoredProfile): HTMLTableRowElement {
  const content = contentOf(seen, path)
  const { classification, display } = metadataOf(profile, path)
  const isWithheld = content === undefined
  const row = element(
    'tr',
    { className: isWithheld ? 'withheld' : '' },
    element('th', { scope: 'row' }, element('code', { textContent: path })),
    element('td', { textContent: isWithheld ? 'withheld' : written(content) }),
    element('td', { className: 'wide', textContent: String(classification) }),
    element('td', { className: 'wide', textContent: String(display) }),
  )
  row.dataset['attribute'] = path
  return row
}

function metadataOf(profile: StoredProfile, path: string): StoredProfile {
  let node: unknown = profile
  for (const name of [...path.split('.'), 'metadata']) node = isObject(node) ? node[name] : undefined
  return isObject(node) ? node : {}
}

function written(content: unknown): string {
  if (typeof content === 'string') return content
  const isList = isObject(content) && Object.values(content).every((value) => value === null)
  return isList && Object.keys(content).length > 0 ? Object.keys(content).join(', ') : JSON.stringify(content)
}
