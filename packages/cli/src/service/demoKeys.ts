import { createApp } from '@personctl/mock-server/app'

/** Returns the private key of a publisher in the embedded directory, as JSON. Everybody has it. */
export async function readDemoKey(publisher: string): Promise<string> {
  const app = createApp()
  const response = await app(new Request(`http://127.0.0.1/__admin/publisher-keys/${publisher}`))
  const { privateKey } = await response.json()
  return JSON.stringify(privateKey)
}
