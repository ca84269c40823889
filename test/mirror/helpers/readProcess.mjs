// Asks a mirror a thousand questions while others pull into it, each about several tables. Prints what it has seen.
import { openMirror } from '@personctl/mirror'

const [target] = process.argv.slice(2)
const queries = 1000
const fewestRuns = 4

// Ten people have the number of the run in their title, and in the name of a group.
const ofPeople = `
  select min(title) as first, max(title) as last,
    (select max(name) from cis_group_member where name like 'state-%') as grouped,
    (select count(*) from cis_group_member where name like 'state-%') as members,
    (select max(run) from run_service where service = 'cis' and status = 'published') as run
  from (select title from cis_person where title like 'state-%') as titles`

// Ada is in one group after odd runs, and in the other after even ones.
const ofGroups = `
  select m.group_identifier, (select max(run) from run_service where service = 'cern' and status = 'published') as run
  from cern_member v join cern_group m on m.id = v.group_id
  where m.group_identifier in ('crew-0', 'crew-1')`

// More than a page of rows, which are read while the next run is published.
const ofEverybody = `
  select p.uuid, p.title, g.name, (select max(run) from run_service where service = 'cis' and status = 'published') as run
  from cis_person p left join cis_group_member g on g.uuid = p.uuid and g.name like 'state-%'`

async function ask(mirror, sql) {
  const rows = []
  for await (const row of await mirror.query(sql)) {
    if (rows.length % 500 === 499) await new Promise((resolve) => setTimeout(resolve, 20))
    rows.push(row)
  }
  return rows
}

const runs = new Set()
const wrong = []
let asked = 0
const expect = (isRight, rows) => {
  if (!isRight && wrong.length < 5) wrong.push(JSON.stringify(rows).slice(0, 300))
}
const mirror = await openMirror(target, { readOnly: true })
while (asked < queries || runs.size < fewestRuns) {
  try {
    const kind = asked % 10
    if (kind === 9) {
      const rows = await ask(mirror, ofEverybody)
      const name = `state-${rows[0]?.run}`
      const marked = rows.filter((row) => row.title === name && row.name === name)
      expect(rows.length === 520 && marked.length === 10, rows.slice(0, 3))
    } else if (kind % 2 === 0) {
      const [row] = await ask(mirror, ofPeople)
      const name = `state-${row.run}`
      expect(row.first === name && row.last === name && row.grouped === name && row.members === 10, row)
      runs.add(row.run)
    } else {
      const rows = await ask(mirror, ofGroups)
      expect(rows.length === 1 && rows[0].group_identifier === `crew-${rows[0].run % 2}`, rows)
    }
  } catch (error) {
    wrong.push(String(error))
    if (wrong.length > 5) break
  }
  asked += 1
}
await mirror.close()
console.log(JSON.stringify({ asked, runs: runs.size, wrong }))
