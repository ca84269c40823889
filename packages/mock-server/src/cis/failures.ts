import type { Responder } from '../http/responder.ts'
import type { AuthRefusal } from '../oauth/authRefusal.ts'
import type { AuthError, Message } from '../openapi/cis.generated.ts'
import { serialise } from '../text/serialise.ts'

/** What the service does (`observed`), or what its source and documents intend (`documented`). */
export type Conformance = 'observed' | 'documented'

const restVerbs = { Allow: 'OPTIONS, HEAD, GET' }

/** The answers of the service to what it cannot serve, each in the words and the layout of its own. */
export interface Failures {
  internal(): Response
  refused(refusal: AuthRefusal): Response
  notFound(): Response
  methodNotAllowed(): Response
}

export function createFailures(responder: Responder, conformance: Conformance): Failures {
  const internal = () => responder.json(message('Internal Server Error'), 500)
  return {
    internal,
    // The service has 401 objects but no handler for them, so that every refusal becomes its generic 500.
    refused: ({ code, description }) =>
      conformance === 'observed'
        ? internal()
        : responder.json(`${serialise({ code, description } satisfies AuthError)}\n`, 401, {
            'WWW-Authenticate': 'Bearer',
          }),
    notFound: () => responder.html(notFoundPage, 404),
    methodNotAllowed: () =>
      responder.json(message('The method is not allowed for the requested URL.'), 405, restVerbs),
  }
}

// Unlike profiles, written by Python's `json.dumps` with its default separators.
function message(text: Message['message']): string {
  return `{"message": ${JSON.stringify(text)}}\n`
}

const notFoundPage = `<!DOCTYPE html>
<title>404 Not Found</title>
<h1>Not Found</h1>
<p>There is nothing at this URL. Check the path for a misspelling or a slash at its end.</p>
`
