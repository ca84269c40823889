// Runs the steps in a page or a worker of a browser, and reports the result to the server that it comes from.
import { smoke } from './smoke.mjs'

const { searchParams, origin } = new URL(self.location.href)
const report = (result) => fetch(`${origin}/result`, { method: 'POST', body: JSON.stringify(result) })

smoke(searchParams.get('mock')).then(
  (steps) => report({ steps }),
  (error) => report({ error: String(error?.stack ?? error) }),
)
