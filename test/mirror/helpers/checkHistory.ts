import { type Change, openMirror } from '@personctl/mirror'
import { expect } from 'vitest'
import { collect } from './collect.ts'
import { applyChanges, Model, Observer, type Step, sortChanges, uuidOf } from './history.ts'

/** Pulls a history into an empty database, and checks that the changes between any two runs are exactly what happened. */
export async function checkHistory(url: string, steps: readonly Step[]): Promise<void> {
  await using mirror = await openMirror(url)
  const model = new Model()
  const observer = new Observer()
  const runs: { run: number; known: Observer['known'] }[] = []
  for (const given of steps) {
    // Nobody can know of a person who has never been listed.
    const unlisted = given.unlisted.filter((index) => uuidOf(index) in observer.known.cis_person)
    const step = { ...given, unlisted }
    for (const event of step.events) model.apply(event)
    const options = {
      acceptVisibility: true,
      limits: { gone: '100%', memberships: '100%' },
      concurrency: 2,
    }
    if (step.failAfter !== undefined)
      await mirror
        .pull({ ...options, clients: model.clients(step) })
        .catch((error: Error) => expect(error).toMatchObject({ code: 'incomplete' }))
    const clients = model.clients({ ...step, failAfter: undefined })
    const before = runs.at(-1)?.run ?? 0
    const { run } = await mirror.pull({ ...options, clients })
    const expected = observer.observe(model.rows(step.isNarrow), step.isNarrow)
    const changes = await collect(mirror.changes({ since: before }))
    expect(sortChanges(changes.map(withoutRow))).toEqual(sortChanges(expected))
    runs.push({ run, known: observer.known })
  }
  const [first] = runs
  for (const { run, known } of runs) {
    if (first === undefined) return
    const changes = await collect(mirror.changes({ since: first.run, until: run }))
    for (const [table, rows] of Object.entries(applyChanges(first.known, changes)))
      expect(Object.keys(rows).sort(), table).toEqual(Object.keys(known[table as keyof typeof known]).sort())
  }
}

function withoutRow({ collection, key, kind, attribute, old, new: current }: Change) {
  return { collection, key, kind, attribute, old, new: current }
}
