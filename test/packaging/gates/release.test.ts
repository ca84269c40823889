// The workflow of the release. Its shell steps run as GitHub runs them, with commands that write down how they are called.
import { execFile } from 'node:child_process'
import { chmodSync, readdirSync, readFileSync } from 'node:fs'
import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { readManifest, root } from '../helpers/publicPackages.ts'

const workflows = readdirSync(join(root, '.github/workflows'))
const textOf = (file: string) => readFileSync(join(root, '.github/workflows', file), 'utf8')
const { on, permissions, jobs } = parse(textOf('release.yml'))

interface Step {
  readonly name?: string
  readonly run?: string
}

/** Returns the commands of a step. */
function stepOf(job: string, name: string): string {
  const step = jobs[job].steps.find((candidate: Step) => candidate.name === name)
  if (step?.run === undefined) throw new Error(`the job ${job} has no step "${name}"`)
  return step.run
}

/** Runs a step in a folder that has the files of the image. `commands` are scripts in place of programs, by name. */
async function runStep(step: string, env: Record<string, string>, commands: Record<string, string> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'personctl-release-'))
  await cp(join(root, 'packages/mock-server/docker'), join(folder, 'packages/mock-server/docker'), {
    recursive: true,
  })
  const manifest = 'packages/sdk/package.json'
  await cp(join(root, manifest), join(folder, manifest))
  for (const [name, script] of Object.entries(commands)) {
    await writeFile(join(folder, name), `#!/bin/sh\n${script}\n`)
    chmodSync(join(folder, name), 0o755)
  }
  const output = join(folder, 'output')
  await writeFile(output, '')
  const args = ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step]
  const path = [folder, process.env['PATH']].join(delimiter)
  const run = await promisify(execFile)('bash', args, {
    cwd: folder,
    env: { ...process.env, ...env, PATH: path, GITHUB_OUTPUT: output },
  }).then(
    ({ stdout }) => ({ exitCode: 0, stdout }),
    ({ code, stdout }) => ({ exitCode: code, stdout }),
  )
  const calls = await readFile(join(folder, 'calls'), 'utf8').catch(() => '')
  return { ...run, calls, output: await readFile(output, 'utf8') }
}

test('every action is pinned to a commit, beside the version that it is', () => {
  for (const file of workflows)
    for (const [line] of textOf(file).matchAll(/^ +- uses: .*|^ +uses: .*/gm))
      expect(line, file).toMatch(/uses: [\w-]+\/[\w-]+@[\da-f]{40} # v\d+\.\d+\.\d+$/)
})

test('a tag starts the release, which tests before it publishes and stores no secret', () => {
  expect(on).toEqual({ push: { tags: ['v*'] } })
  expect(permissions).toEqual({ contents: 'read' })
  expect(jobs.publish.needs).toBe('test')
  expect(jobs.image.needs).toBe('publish')
  expect(jobs.publish.permissions).toEqual({ contents: 'write', 'id-token': 'write' })
  expect(jobs.publish.env).toEqual({ NPM_CONFIG_PROVENANCE: 'true' })
  expect(textOf('release.yml')).not.toMatch(/secrets\.|_TOKEN: (?!\$\{\{ github\.token)/)
  for (const job of Object.values<Record<string, unknown>>(jobs))
    expect(job['timeout-minutes']).toBeGreaterThan(0)
})

test('a tag that is not the version of the packages ends the release', async () => {
  const step = stepOf('publish', 'Check that the tag names the version of the packages')
  const { version } = readManifest('packages/sdk')
  expect((await runStep(step, { GITHUB_REF_NAME: `v${version}` })).exitCode).toBe(0)
  expect((await runStep(step, { GITHUB_REF_NAME: 'v9.9.9' })).exitCode).toBe(1)
})

describe('the image', () => {
  const [, base = '', digest = ''] =
    /^ARG NODE=(.*)@(.*)$/m.exec(
      readFileSync(join(root, 'packages/mock-server/docker/Dockerfile'), 'utf8'),
    ) ?? []

  test('warns if its base has another digest in the registry', async () => {
    const step = stepOf('image', 'Compare the digest of the base image with the registry')
    const same = await runStep(step, {}, { docker: `echo "$@" >> calls; echo ${digest}` })
    expect(same).toMatchObject({ exitCode: 0, stdout: '' })
    expect(same.calls).toBe(`buildx imagetools inspect ${base} --format {{.Manifest.Digest}}\n`)
    const other = await runStep(step, {}, { docker: 'echo sha256:other' })
    expect(other.exitCode).toBe(0)
    expect(other.stdout).toContain(`::warning::${base} has the digest sha256:other now.`)
    expect((await runStep(step, {}, { docker: 'exit 1' })).exitCode).toBe(1)
  })

  test('is built for its version and its commit, and its digest is what gets a provenance', async () => {
    const step = stepOf('image', 'Build and publish the image')
    const docker = `
      echo "$VERSION $REVISION $CREATED $*" >> calls
      echo '{"personctl-mock": {"containerimage.digest": "sha256:built"}}' > image.json`
    const env = { GITHUB_REF_NAME: 'v1.2.3', GITHUB_SHA: 'c0ffee' }
    const built = await runStep(step, env, { docker, git: 'echo 2026-01-02', jq: 'echo sha256:built' })
    expect(built).toMatchObject({ exitCode: 0, output: 'digest=sha256:built\n' })
    expect(built.calls).toBe(
      '1.2.3 c0ffee 2026-01-02 buildx bake --file packages/mock-server/docker/docker-bake.hcl --push --metadata-file image.json\n',
    )
    expect(jobs.image.permissions).toMatchObject({
      'id-token': 'write',
      attestations: 'write',
      packages: 'write',
    })
  })
})
