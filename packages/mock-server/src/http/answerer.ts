/** Answers a request, at once where it can. */
export type Answerer = (request: Request) => Response | Promise<Response>
