import { describedRecord } from '../../journal/describedRecord.ts'
import { filtered } from '../../journal/journalFilter.ts'
import type { Handlers } from '../adminContext.ts'
import { AdminError } from '../adminError.ts'

export const requestHandlers: Handlers<'listRequests' | 'countRequests' | 'clearRequests'> = {
  listRequests(context, { query }) {
    const session = context.session()
    const { journal, name } = session
    return {
      requests: filtered(journal.records(), query).map((record) => describedRecord(record, name, session)),
      dropped: journal.dropped,
    }
  },
  countRequests(context, { query }) {
    const { journal } = context.session()
    const records = journal.records()
    const [first] = records
    if (journal.dropped > 0 && first !== undefined && (query.since ?? 0) < first.id - 1)
      throw new AdminError(
        'journal_overflowed',
        `The journal has the latest ${journal.size} requests, and ${journal.dropped} before them were dropped`,
        `clear it before what is to be counted, count since ${first.id - 1}, or start with a larger --journal-size`,
      )
    return { count: filtered(records, query).length }
  },
  clearRequests(context) {
    context.session().journal.clear()
    return undefined
  },
}
