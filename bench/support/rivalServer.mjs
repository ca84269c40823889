// Serves the operations in the argument as msw handlers behind @mswjs/http-middleware. Each returns the bytes from stdin; no
// token is verified and nothing is filtered.
import { text } from 'node:stream/consumers'
import { createServer } from '@mswjs/http-middleware'
import { HttpResponse, http } from 'msw'

const operations = JSON.parse(process.argv[2])
const body = await text(process.stdin)
const respond = () => new HttpResponse(body, { headers: { 'Content-Type': 'application/json' } })
const handlers = operations.map(({ method, path }) =>
  http[method](
    `*${path.replaceAll(/\{([^}]+)\}/g, (_, name) => `:${name.replaceAll(/\W/g, '_')}`)}`,
    respond,
  ),
)
const server = createServer(...handlers).listen(0, '127.0.0.1', () => {
  console.log(`ready http://127.0.0.1:${server.address().port}`)
})
