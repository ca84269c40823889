import type { StoredProfile } from '../../directory/storedProfile.ts'
import { isObject } from '../../directory/storedProfile.ts'
import type { Person } from '../../openapi/admin.generated.ts'
import { displayLevelValues, scopeValues } from '../../openapi/cis.generated.ts'
import { attempt } from './attempt.ts'
import { showAttributes } from './attributes.ts'
import { element, found } from './element.ts'
import { type Mock, ownClient } from './mock.ts'

/** What a token shows of a person. */
export interface Sight {
  show(person: Person): Promise<void>
  hide(): void
}

/** Asks the mock itself, with a token of the scopes that are ticked. */
export function createSight(mock: Mock): Sight {
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
