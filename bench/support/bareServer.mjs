// The least a Node server can do: the bytes on stdin, to every request.
import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'

const body = await text(process.stdin)
const headers = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) }
const server = createServer((_request, response) => {
  response.writeHead(200, headers)
  response.end(body)
})
server.listen(0, '127.0.0.1', () => console.log(`ready http://127.0.0.1:${server.address().port}`))
