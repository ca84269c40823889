import { createApp } from '@personctl/mock-server/app'
import { UsageError } from '../errors/errors.ts'

/** Returns the private key of a publisher in the embedded directory, as JSON. Everybody knows it. */
export async function readDemoKey(publisher: string): Promise<string> {
  const app = createApp()
  const url = `http://demo.invalid/__admin/publisher-keys/${encodeURIComponent(publisher)}`
  const response = await app(new Request(url))
  if (response.status !== 200) {
    throw new UsageError(`The embedded directory has no publisher ${JSON.stringify(publisher)}.`)
  }
  return response.text()
}
