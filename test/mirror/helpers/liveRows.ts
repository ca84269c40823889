import { createHash } from 'node:crypto'
import { type Mirror, openMirror } from '@personctl/mirror'
import { collect } from './collect.ts'

const queries = {
  cis: ['select uuid, data from cis_person order by uuid', 'select * from cis_group_member order by 1, 2, 3'],
  cern: [
    'select id, data from cern_identity order by id',
    'select id, data from cern_group order by id',
    'select group_id, identity_id, direct from cern_member order by 1, 2',
    'select id, data from cern_role order by id',
  ],
}

/** Digests of all live rows of two services. */
export interface LiveRows {
  readonly cis: string
  readonly cern: string
}

/** Returns digests of the rows that readers of a mirror see. Equal rows have equal digests, in either database. */
export async function readLiveRows(url: string): Promise<LiveRows> {
  await using mirror = await openMirror(url, { readOnly: true })
  return { cis: await digest(mirror, queries.cis), cern: await digest(mirror, queries.cern) }
}

async function digest(mirror: Mirror, statements: readonly string[]): Promise<string> {
  const hash = createHash('sha1')
  for (const sql of statements) {
    const rows = (await collect(await mirror.query(sql))).map(({ from_run: _, ...row }) =>
      JSON.stringify(row),
    )
    hash.update(`${rows.length} ${rows.sort().join('\n')}`)
  }
  return hash.digest('hex')
}
