// The same routes as msw handlers behind @mswjs/http-middleware, each answering the bytes on stdin: no token is
// verified and nothing is filtered.
import { text } from 'node:stream/consumers'
import { createServer } from '@mswjs/http-middleware'
import { HttpResponse, http } from 'msw'

const body = await text(process.stdin)
const answer = () => new HttpResponse(body, { headers: { 'Content-Type': 'application/json' } })
const handlers = [
  http.post('*/oauth/token', answer),
  ...['user_id', 'uuid', 'primary_username', 'primary_email'].map((key) =>
    http.get(`*/v2/user/${key}/:value`, answer),
  ),
]
const server = createServer(...handlers).listen(0, '127.0.0.1', () => {
  console.log(`ready http://127.0.0.1:${server.address().port}`)
})
