import type { AddressInfo } from 'node:net'
import { createCisClient, createDabpClient, fromEnvironment } from '@personctl/sdk'
import { createLoginApp } from './login.ts'

// The variables that `personctl-mock exec` sets, or your own.
const cis = createCisClient(fromEnvironment('cis'))
const dabp = createDabpClient(fromEnvironment('dabp'))

// The proxy in front of this application signs people in, and says who they are; such as oauth2-proxy, with this header.
const app = createLoginApp({ cis, dabp }, (request) => request.get('x-forwarded-email'), {
  name: process.env['POLICY'] ?? 'Pension',
})
const server = app.listen(Number(process.env['PORT'] ?? 3000), '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo
  console.log(`listening on http://127.0.0.1:${port}/me`)
})
process.once('SIGTERM', () => server.close())
