// What examples/testcontainers uses of Testcontainers, with a process of personctl-mock in place of a container.
import { spawn } from 'node:child_process'
import { once } from 'node:events'

export const Wait = { forHttp: () => {} }

export class GenericContainer {
  #env = {}

  constructor(image) {
    if (image !== 'personctl-mock') throw new Error(`There is no image ${image}.`)
  }

  withExposedPorts() {
    return this
  }

  withEnvironment(env) {
    this.#env = env
    return this
  }

  withWaitStrategy() {
    return this
  }

  async start() {
    const child = spawn('personctl-mock', ['--port', '0', '--host', '0.0.0.0', '--json'], {
      env: { ...process.env, ...this.#env },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [ready] = await once(child.stdout, 'data')
    const { port } = new URL(JSON.parse(ready).url)
    return {
      getHost: () => '127.0.0.1',
      getMappedPort: () => port,
      async stop() {
        child.kill()
        await once(child, 'exit')
      },
    }
  }
}
