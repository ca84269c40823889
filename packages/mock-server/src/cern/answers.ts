import type { Responder } from '../http/responder.ts'
import type { Failure } from '../openapi/cern.generated.ts'
import { asciiJson } from '../text/asciiJson.ts'
import type { Page } from './lists/page.ts'

/** The answers of the service, in the envelopes it puts everything into. */
export interface CernAnswers {
  page(page: Page): Response
  /** @param text of what is answered, as JSON */
  data(text: string): Response
  failed(
    status: 400 | 401 | 403 | 404 | 405 | 500,
    message: string,
    headers?: Readonly<Record<string, string>>,
  ): Response
}

const nothingSaid = '"request_id":null,"message":null,"data":'

export function createCernAnswers(responder: Responder): CernAnswers {
  return {
    page: ({ pagination, rows }) =>
      responder.json(
        `{"pagination":${asciiJson(pagination)},"delta":null,${nothingSaid}[${rows.join(',')}]}`,
      ),
    data: (text) => responder.json(`{${nothingSaid}${text}}`),
    failed: (status, message, headers) =>
      responder.json(asciiJson({ request_id: null, message, data: null } satisfies Failure), status, headers),
  }
}
