import { appendFile, readFile, rename, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { type CisClient, unwrapProfile } from '@personctl/sdk'

/**
 * Writes all active people to a file, one JSON document a line. Run it every night: each run writes everybody once, and a run
 * after a crash continues where the other stopped. The file is replaced as a whole, by a run that is complete. Returns the
 * number of people whom this run has written.
 */
export async function syncPeople(cis: CisClient, file: string): Promise<number> {
  const [position, unfinished] = [`${file}.position`, `${file}.unfinished`]
  let written = 0
  const people = cis.users.list({
    prefetch: 1,
    checkpoint: {
      /** A crash may have come between a page and its position: what was written after the position is cut off. */
      async load() {
        const { token, size } = JSON.parse((await readIfPresent(position)) ?? '{"size":0}')
        await appendFile(unfinished, '')
        await truncate(unfinished, size)
        return token
      },
      async save(token) {
        const { size } = await stat(unfinished)
        await writeFile(`${position}.new`, JSON.stringify({ token, size }))
        await rename(`${position}.new`, position)
      },
      async clear() {
        await rm(position, { force: true })
        await rename(unfinished, file)
      },
    },
  })
  for await (const { items } of people.pages()) {
    await appendFile(unfinished, items.map((person) => `${JSON.stringify(unwrapProfile(person))}\n`).join(''))
    written += items.length
  }
  return written
}

async function readIfPresent(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
