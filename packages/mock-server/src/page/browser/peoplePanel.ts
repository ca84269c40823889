import type { Person, PersonEverywhere, PersonSummary } from '@personctl/openapi/admin'
import { displayLevelValues, scopeValues } from '@personctl/openapi/cis'
import { profileAttributes } from '@personctl/openapi/cisAttributes'
import { isObject } from '@personctl/shared/guards'
import { contentOf, type StoredProfile } from '../../directory/profile.ts'
import { attempt, element, found, type Mock, ownClient, type Panel } from './dom.ts'

/**
 * Shows every attribute of a profile: what is seen of it, and what it takes to see it.
 *
 * @param profile as it is stored
 * @param seen as somebody was given it
 * @returns how many attributes were seen, and of how many
 */
function showAttributes(
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

/** What a token shows of a person. */
interface Sight {
  show(person: Person): Promise<void>
  hide(): void
}

/** Asks the mock itself, with a token of the scopes that are ticked. */
function createSight(mock: Mock): Sight {
  const level = found<HTMLSelectElement>('filter-display')
  const onlyShown = found<HTMLInputElement>('only-shown')
  const boxes = scopeValues.map((scope) => element('input', { type: 'checkbox', value: scope }))
  let person: Person | undefined
  let seen: StoredProfile = {}

  async function look(): Promise<void> {
    if (person === undefined) return
    const wanted = person
    const scopes = boxes.filter((box) => box.checked).map((box) => box.value)
    const { token } = await mock.admin().tokens.mint({ scopes, clientId: ownClient })
    const answer = await asked(wanted, token)
    if (person !== wanted) return
    seen = answer.profile
    found('sight-summary').textContent = answer.summary
    draw()
  }
  async function asked(wanted: Person, token: string): Promise<{ profile: StoredProfile; summary: string }> {
    const key = wanted.user_id === null ? 'uuid' : 'user_id'
    // These routes decode what they find twice.
    const id = encodeURIComponent(encodeURIComponent(wanted[key] ?? ''))
    const display = level.value === '' ? '' : `&filterDisplay=${level.value}`
    try {
      const answer = await mock.ask(`/v2/user/${key}/${id}?active=any${display}`, token)
      const text = await answer.text()
      const profile = profileIn(answer.ok ? text : '')
      const told = profile === undefined ? `${answer.status} ${text.slice(0, 200)}` : ''
      return { profile: profile ?? {}, summary: told === '' ? '' : `The mock answered ${told}` }
    } catch {
      return { profile: {}, summary: 'The mock did not answer: is there a fault that breaks the connection?' }
    }
  }
  function draw(): void {
    if (person === undefined) return
    const { shown, all } = showAttributes(person.profile, seen, onlyShown.checked)
    if (shown > 0) found('sight-summary').textContent = `${shown} of ${all} attributes`
  }

  found('scopes').append(
    ...boxes.map((box) => element('label', {}, box, ' ', element('code', {}, box.value))),
  )
  level.append(...displayLevelValues.map((one) => element('option', { value: one, textContent: one })))
  for (const field of [...boxes, level]) field.addEventListener('change', () => void attempt(look))
  onlyShown.addEventListener('change', draw)
  return {
    async show(chosen) {
      person = chosen
      for (const id of ['sight', 'profile']) found(id).hidden = false
      await look()
    },
    hide() {
      person = undefined
      for (const id of ['sight', 'profile']) found(id).hidden = true
      found('sight-summary').textContent = ''
    },
  }
}

function profileIn(text: string): StoredProfile | undefined {
  try {
    const profile: unknown = JSON.parse(text)
    return isObject(profile) ? profile : undefined
  } catch {
    return undefined
  }
}

/** The people of the session, and what a token shows of one of them. */
export function showPeople(mock: Mock): Panel {
  const list = found('people-list')
  const more = found('more-people')
  const field = found<HTMLInputElement>('person-id')
  const sight = createSight(mock)
  let next: string | null = null
  let chosen: string | undefined

  async function showMore(): Promise<void> {
    const page = await mock.admin().people.list(next === null ? {} : { after: next })
    list.append(...page.people.map(row))
    next = page.next
    more.hidden = next === null
    found('people-count').textContent = String(page.total)
  }
  function row(person: PersonSummary): HTMLLIElement {
    const name = person.primary_email ?? person.user_id ?? person.uuid ?? 'nobody can be asked for'
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
    found('person-name').textContent = nameOf(person)
    found('person-elsewhere').textContent = elsewhere(person)
    await sight.show(person)
  }

  more.addEventListener('click', () => void attempt(showMore))
  found('find-person').addEventListener('submit', (event) => {
    event.preventDefault()
    void attempt(async () => {
      await choose(field.value.trim())
      found('person-name').focus()
    })
  })
  return {
    refresh: async () => {},
    async restart() {
      list.replaceChildren()
      next = null
      chosen = undefined
      found('person-name').textContent = 'Nobody chosen'
      found('person-elsewhere').textContent = 'Choose a person to see what a token shows of them.'
      sight.hide()
      await showMore()
    },
  }
}

const nameOf = ({ primary_email, primary_username, user_id, active }: PersonEverywhere): string =>
  `${primary_email ?? primary_username ?? user_id}${active === true ? '' : ', inactive'}`

function elsewhere({ user_id, uuid, cern, dabp }: PersonEverywhere): string {
  const parts = [
    `user id ${user_id}`,
    `uuid ${uuid}`,
    cern.upn === null ? 'not at CERN' : `${cern.upn} at CERN`,
    dabp.referenceId === null ? 'no report of DABP' : `DABP reference id ${dabp.referenceId}`,
  ]
  return parts.join(', ')
}
