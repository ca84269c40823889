import type { PersonEverywhere, PersonSummary } from '../../openapi/admin.generated.ts'
import { attempt } from './attempt.ts'
import { element, found } from './element.ts'
import type { Mock } from './mock.ts'
import type { Panel } from './panel.ts'
import { createSight } from './sight.ts'

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
