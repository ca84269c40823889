import type { CernParts, CernRequest } from './cernRequest.ts'
import { type ListRules, readFields, readListRequest } from './lists/listRequest.ts'
import { pageOf } from './lists/page.ts'
import type { Rows } from './rowKind.ts'
import { rowWriter } from './rowText.ts'

/** Answers with the page of a list that is asked for. @throws CernRefusal */
export function answerList(rows: Rows, request: CernRequest, parts: CernParts): Response {
  const { answers, directory } = parts
  const wish = readListRequest(request.query, rulesOf(rows, parts))
  return answers.page(pageOf(rows, wish, request.path, directory.view()))
}

/** Answers with a list that comes all at once, unless a limit is asked for. @throws CernRefusal */
export function answerWholeList(rows: Rows, request: CernRequest, parts: CernParts): Response {
  const size = rows.places?.length ?? rows.table.size
  return answerList(rows, request, { ...parts, defaultLimit: Math.max(size, 1) })
}

/** Answers with one row. @throws CernRefusal */
export function answerRow(rows: Rows, place: number, { query }: CernRequest, parts: CernParts): Response {
  const fields = readFields(query, rulesOf(rows, parts))
  return parts.answers.data(rowWriter(rows, parts.directory.view(), fields)(place))
}

/** Answers with a row that was just made, whole: what is asked for besides has no say once it is written. */
export function answerNewRow(rows: Rows, place: number, { answers, directory }: CernParts): Response {
  return answers.data(rowWriter(rows, directory.view(), [])(place))
}

function rulesOf({ kind, table }: Rows, { defaultLimit, isStrict }: CernParts): ListRules {
  return { defaultLimit, isStrict, knownFields: [...Object.keys(kind.fields), ...table.furtherFields] }
}
