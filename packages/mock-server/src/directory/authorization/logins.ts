import type { People } from '../people.ts'

/**
 * A login for everybody: the first letter of the first name and the last name, as the e-mail address has them, with a
 * number where somebody before has the same. Without an address, it is what the record can be asked for by.
 */
export function loginsOf(people: People): readonly string[] {
  const known = knownLogins.get(people) ?? newLogins(people)
  knownLogins.set(people, known)
  return known
}

const knownLogins = new WeakMap<People, readonly string[]>()

function newLogins(people: People): readonly string[] {
  const { before } = people
  const logins = before === undefined ? [] : [...loginsOf(before)]
  const timesUsed = new Map<string, number>()
  for (const login of logins) timesUsed.set(login, 1)
  for (let place = 0; place < people.size; place++) {
    const wish = wishOf(people, place)
    // Nobody gets another login because somebody else has left.
    if (before !== undefined && place < before.size && wish === wishOf(before, place)) continue
    const times = (timesUsed.get(wish) ?? 0) + 1
    timesUsed.set(wish, times)
    logins[place] = times === 1 ? wish : unused(wish, times, timesUsed)
  }
  return logins
}

function wishOf(people: People, place: number): string {
  const source =
    people.valueAt(place, 'primary_email')?.split('@')[0] ??
    people.valueAt(place, 'primary_username') ??
    people.valueAt(place, 'user_id') ??
    ''
  const [first = '', ...rest] = source.toLowerCase().split('.').map(lettersOf).filter(Boolean)
  return (rest.length === 0 ? first : first.slice(0, 1) + rest.join('')) || `person${place}`
}

const lettersOf = (text: string): string => text.replaceAll(/[^a-z0-9]/g, '')

function unused(wish: string, times: number, timesUsed: Map<string, number>): string {
  let number = times
  while (timesUsed.has(`${wish}${number}`)) number += 1
  timesUsed.set(`${wish}${number}`, 1)
  return `${wish}${number}`
}
