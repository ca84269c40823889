// A Worker of Cloudflare. workerd ends the I/O of a request together with it, also the renewal of a token in the background.
import { advanceClock, createClient, greet, lifetimeMs, smoke } from './smoke.mjs'

let shared

export default {
  async fetch(request) {
    const { pathname, searchParams } = new URL(request.url)
    const url = searchParams.get('mock')
    // One client for all requests, as a Worker has it at its top level.
    shared ??= createClient(url)
    advanceClock(lifetimeMs * Number(searchParams.get('lifetimes')))
    try {
      return Response.json(pathname === '/smoke' ? await smoke(url) : await greet(shared.cis))
    } catch (error) {
      return new Response(String(error?.stack ?? error), { status: 500 })
    }
  },
}
