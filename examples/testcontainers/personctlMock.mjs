import { GenericContainer, Wait } from 'testcontainers'

/** Starts the mock in a container. Tests in Node.js can do without one: `startMockServer` of @personctl/mock-server. */
export async function startPersonctlMock() {
  const container = await new GenericContainer('personctl-mock')
    .withExposedPorts(4010)
    // Without a token, the admin routes are closed to other machines.
    .withEnvironment({ PERSONCTL_MOCK_ADMIN_TOKEN: 'admin' })
    .withWaitStrategy(Wait.forHttp('/__admin/health', 4010))
    .start()
  const url = `http://${container.getHost()}:${container.getMappedPort(4010)}`
  return { url, cisTokenUrl: `${url}/oauth/token`, stop: () => container.stop() }
}
