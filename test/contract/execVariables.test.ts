import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { runMockProcess } from '../helpers/mockProcess.ts'

test('fromEnvironment leads the clients of all services to the mock whose exec runs the program', async () => {
  const sdk = fileURLToPath(new URL('../../packages/sdk/dist/index.mjs', import.meta.url))
  const script = `
    import(${JSON.stringify(sdk)}).then(async ({ createCernClient, createCisClient, createDabpClient, fromEnvironment }) => {
      const profile = await createCisClient(fromEnvironment('cis')).users.get({ primaryEmail: 'ada.lovelace@example.org' })
      const identity = await createCernClient(fromEnvironment('cern')).identities.byEmail('ada.lovelace@example.org').first()
      const report = await createDabpClient(fromEnvironment('dabp')).people.getReport(profile.uuid.value)
      console.log(JSON.stringify([profile.first_name.value, identity?.firstName, Array.isArray(report.groups)]))
    })
  `
  const flags = ['--client', 'reader:s3=cret']
  const { stdout, stderr } = await runMockProcess(['exec', ...flags, '--', process.execPath, '-e', script])
  expect(stderr).toBe('')
  expect(JSON.parse(stdout)).toEqual(['Ada', 'Ada', true])
})
