// A Worker of Cloudflare. workerd ends the I/O of a request together with it, also the renewal of a token in the background.
import { createClient, greet, smoke } from './smoke.mjs'

let shared

export default {
  async fetch(request) {
    const { pathname, searchParams } = new URL(request.url)
    const url = searchParams.get('mock')
    // One client for all requests, as a Worker has it at its top level.
    shared ??= createClient(url)
    try {
      const result = pathname === '/smoke' ? await smoke(url) : [await greet(shared.cis), shared.count.tokens]
      return Response.json(result)
    } catch (error) {
      return new Response(String(error?.stack ?? error), { status: 500 })
    }
  },
}
