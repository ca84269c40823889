import type { Person, PersonEverywhere, PersonSummary } from '@personctl/generated/admin'
import { displayLevelValues, scopeValues } from '@personctl/generated/cis'
import { profileAttributes } from '@personctl/generated/cisAttributes'
import { isObject } from '@personctl/shared/guards'
import { readAttribute, type StoredProfile } from '../../directory/profile.ts'
import { attempt, element, getById, type Mock, ownClient, type Panel } from './dom.ts'

/** Shows the people of the session. */
export function showPeople(mock: Mock): Panel {
  const list = getById('people-list')
  const more = getById('more-people')
  const field = getById<HTMLInputElement>('person-id')
  const preview = createProfilePreview(mock)
  let next: string | null = null
  let chosen: string | undefined

  async function showMore(): Promise<void> {
    const page = await mock.admin().people.list(next === null ? {} : { after: next })
    list.append(...page.people.map(row))
    next = page.next
    more.hidden = next === null
    getById('people-count').textContent = String(page.total)
  }
  function row(person: PersonSummary): HTMLLIElement {
    const name = person.primary_email ?? person.user_id ?? person.uuid ?? 'person without an id'
    const button = element('button', { type: 'button', textContent: name })
    const marks = [person.active === true ? '' : 'inactive', person.origin === 'initial' ? '' : person.origin]
    const mark = marks.filter(Boolean).join(', ')
    if (mark !== '') button.append(element('span', { className: 'quiet', textContent: ` ${mark}` }))
    const id = person.user_id ?? person.uuid ?? person.primary_email
    button.dataset['id'] = id ?? ''
    button.setAttribute('aria-pressed', String(id === chosen))
    button.addEventListener('click', () => id && void attempt(() => choose(id)))
    return element('li', {}, button)
  }
  async function choose(id: string): Promise<void> {
    const person = await mock.admin().people.get(id)
    chosen = person.user_id ?? id
    for (const button of list.querySelectorAll('button'))
      button.setAttribute('aria-pressed', String(button.dataset['id'] === chosen))
    getById('person-name').textContent = describeName(person)
    getById('person-elsewhere').textContent = idsInOtherServices(person)
    await preview.show(person)
  }

  more.addEventListener('click', () => void attempt(showMore))
  getById('find-person').addEventListener('submit', (event) => {
    event.preventDefault()
    void attempt(async () => {
      await choose(field.value.trim())
      getById('person-name').focus()
    })
  })
  return {
    refresh: async () => {},
    async restart() {
      list.replaceChildren()
      next = null
      chosen = undefined
      getById('person-name').textContent = 'No person selected'
      getById('person-elsewhere').textContent = 'Select a person to see the profile through a token.'
      preview.hide()
      await showMore()
    },
  }
}

/**
 * Shows the attributes of a profile, with what the token shows of each.
 *
 * @param profile the stored profile
 * @param seen the profile in the response
 * @returns the number of attributes that were shown, and of all attributes
 */
function showAttributes(
  profile: StoredProfile,
  seen: StoredProfile,
  onlySeen: boolean,
): { readonly shown: number; readonly all: number } {
  const present = profileAttributes.filter(({ path }) => readAttribute(profile, path) !== undefined)
  const isSeen = (path: string): boolean => readAttribute(seen, path) !== undefined
  const rows = present
    .filter(({ path }) => !onlySeen || isSeen(path))
    .map(({ path }) => createAttributeRow(path, profile, seen))
  getById('attributes').replaceChildren(...rows)
  return { shown: present.filter(({ path }) => isSeen(path)).length, all: present.length }
}

function createAttributeRow(path: string, profile: StoredProfile, seen: StoredProfile): HTMLTableRowElement {
  const content = readAttribute(seen, path)
  const { classification, display } = readMetadata(profile, path)
  const isWithheld = content === undefined
  const row = element(
    'tr',
    { className: isWithheld ? 'withheld' : '' },
    element('th', { scope: 'row' }, element('code', { textContent: path })),
    element('td', { textContent: isWithheld ? 'withheld' : formatContent(content) }),
    element('td', { className: 'wide', textContent: String(classification) }),
    element('td', { className: 'wide', textContent: String(display) }),
  )
  row.dataset['attribute'] = path
  return row
}

function readMetadata(profile: StoredProfile, path: string): StoredProfile {
  let node: unknown = profile
  for (const name of [...path.split('.'), 'metadata']) node = isObject(node) ? node[name] : undefined
  return isObject(node) ? node : {}
}

function formatContent(content: unknown): string {
  if (typeof content === 'string') return content
  const isList = isObject(content) && Object.values(content).every((value) => value === null)
  return isList && Object.keys(content).length > 0 ? Object.keys(content).join(', ') : JSON.stringify(content)
}

/** Shows the profile of a person through a token. */
interface ProfilePreview {
  show(person: Person): Promise<void>
  hide(): void
}

/** Requests the profile from the mock, with a token of the selected scopes. */
function createProfilePreview(mock: Mock): ProfilePreview {
  const level = getById<HTMLSelectElement>('filter-display')
  const onlyShown = getById<HTMLInputElement>('only-shown')
  const boxes = scopeValues.map((scope) => element('input', { type: 'checkbox', value: scope }))
  let person: Person | undefined
  let seen: StoredProfile = {}

  async function load(): Promise<void> {
    if (person === undefined) return
    const wanted = person
    const scopes = boxes.filter((box) => box.checked).map((box) => box.value)
    const { token } = await mock.admin().tokens.mint({ scopes, clientId: ownClient })
    const response = await fetchProfile(wanted, token)
    if (person !== wanted) return
    seen = response.profile
    getById('sight-summary').textContent = response.summary
    draw()
  }
  async function fetchProfile(
    wanted: Person,
    token: string,
  ): Promise<{ profile: StoredProfile; summary: string }> {
    const key = wanted.user_id === null ? 'uuid' : 'user_id'
    // These routes decode the value twice.
    const id = encodeURIComponent(encodeURIComponent(wanted[key] ?? ''))
    const display = level.value === '' ? '' : `&filterDisplay=${level.value}`
    try {
      const response = await mock.request(`/v2/user/${key}/${id}?active=any${display}`, token)
      const text = await response.text()
      const profile = parseProfile(response.ok ? text : '')
      const failure = profile === undefined ? `${response.status} ${text.slice(0, 200)}` : ''
      return { profile: profile ?? {}, summary: failure === '' ? '' : `The mock responded with ${failure}` }
    } catch {
      return {
        profile: {},
        summary: 'The mock did not respond: check for a fault that closes the connection.',
      }
    }
  }
  function draw(): void {
    if (person === undefined) return
    const { shown, all } = showAttributes(person.profile, seen, onlyShown.checked)
    if (shown > 0) getById('sight-summary').textContent = `${shown} of ${all} attributes`
  }

  getById('scopes').append(
    ...boxes.map((box) => element('label', {}, box, ' ', element('code', {}, box.value))),
  )
  level.append(...displayLevelValues.map((one) => element('option', { value: one, textContent: one })))
  for (const field of [...boxes, level]) field.addEventListener('change', () => void attempt(load))
  onlyShown.addEventListener('change', draw)
  return {
    async show(chosen) {
      person = chosen
      for (const id of ['sight', 'profile']) getById(id).hidden = false
      await load()
    },
    hide() {
      person = undefined
      for (const id of ['sight', 'profile']) getById(id).hidden = true
      getById('sight-summary').textContent = ''
    },
  }
}

function parseProfile(text: string): StoredProfile | undefined {
  try {
    const profile: unknown = JSON.parse(text)
    return isObject(profile) ? profile : undefined
  } catch {
    return undefined
  }
}

const describeName = ({ primary_email, primary_username, user_id, active }: PersonEverywhere): string =>
  `${primary_email ?? primary_username ?? user_id}${active === true ? '' : ', inactive'}`

function idsInOtherServices({ user_id, uuid, cern, dabp }: PersonEverywhere): string {
  const parts = [
    `user id ${user_id}`,
    `uuid ${uuid}`,
    cern.upn === null ? 'not at CERN' : `${cern.upn} at CERN`,
    dabp.referenceId === null ? 'no report at DABP' : `DABP reference id ${dabp.referenceId}`,
  ]
  return parts.join(', ')
}
