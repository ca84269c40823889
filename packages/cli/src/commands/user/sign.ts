import type { Profile } from '@personctl/sdk/cis'
import { stringifyExactJson } from '@personctl/shared/exactJson'
import { isObject } from '@personctl/shared/guards'
import { withOffer } from '../../completion/commandTable.ts'
import { checkNotEmpty, UsageError } from '../../errors/errors.ts'
import { nameInput, stdinMark } from '../../io/files.ts'
import { isForPrograms } from '../../output/index.ts'
import { readPublisherKey } from '../../service/publisher.ts'
import { parseExactly } from '../../text/exactNumbers.ts'
import { collectValues } from '../../text/text.ts'
import type { ParsedCommand } from '../command.ts'
import { attributePaths, findAttribute, requireAttribute, withAttribute } from './attributes.ts'
import { createProfileListPresentation, createProfilePresentation, profileColumns } from './print.ts'
import { readWholeProfiles } from './profileFile.ts'
import {
  addPublisherOptions,
  keyNotes,
  type PublisherOptions,
  parsePublisherOptions,
  requirePublisher,
} from './publisherOptions.ts'

interface UserSignOptions extends PublisherOptions {
  readonly file: string
  readonly attributes: readonly string[]
}

/** `personctl user sign` */
export const command: ParsedCommand<UserSignOptions> = {
  examples: [
    'personctl user sign ada.json --publisher hris --attribute staff_information.title --key-file key.pem',
    'personctl user sign ada.json --publisher ldap --attribute access_information.ldap > signed.json',
  ],
  notes: `\
Writes the profile with the attributes signed: each gets the present time as last_modified, and then
the signature. The file is not changed. Profiles are as user get --raw writes them, one or a list. An
attribute that is not set cannot be signed. To send changes as well, use personctl user update. Needs no
network and no credentials.

${keyNotes}`,
  columns: profileColumns,

  configure(command) {
    command.addArgument(
      withOffer(
        command.createArgument('<file>', `A profile, a list of profiles, or ndjson; ${stdinMark} for stdin`),
        'files',
      ),
    )
    command.addOption(
      withOffer(
        command
          .createOption('--attribute <path>', 'Sign this attribute; repeatable')
          .argParser(collectValues),
        attributePaths,
      ),
    )
    addPublisherOptions(command)
  },

  parse([file = ''], values) {
    checkNotEmpty('The name of the file', file)
    const given: readonly string[] = values['attribute'] ?? []
    const attributes = [...new Set(given.flatMap((text) => text.split(',')).map((path) => path.trim()))]
    if (attributes.length === 0) {
      throw new UsageError('The option "--attribute" is required.', 'Name the attributes to sign.')
    }
    for (const path of attributes) requireAttribute(path, '--attribute')
    return { file, attributes, ...parsePublisherOptions(values, [file]) }
  },

  async run({ file, attributes, ...options }, invocation) {
    const { io, output, signal } = invocation
    const publisher = await requirePublisher(options, invocation)
    const { profiles, isList } = await readWholeProfiles(file, io, signal)
    for (const [index, profile] of profiles.entries()) {
      for (const path of attributes) checkSignable(profile, path, isList ? index : undefined, file)
    }
    const { key } = await readPublisherKey(publisher, options.keyFile, invocation)
    const { signAttribute } = await import('@personctl/sdk/cis-publisher')
    const now = new Date().toISOString()
    const signed: Profile[] = []
    for (const profile of profiles) {
      let result = profile as Record<string, unknown>
      for (const path of attributes) {
        const attribute = findAttribute(profile, path) ?? {}
        const { metadata } = attribute
        const renewed = {
          ...attribute,
          metadata: { ...(isObject(metadata) && metadata), last_modified: now },
        }
        result = withAttribute(result, path, await signAttribute(renewed, { publisher, key }))
      }
      // With the digits as they were.
      signed.push(parseExactly(stringifyExactJson(result)) as Profile)
    }
    const raw = { raw: true }
    const shown = isForPrograms(output.format) ? output : output.withDefaultFormat('json')
    const [first] = signed
    if (isList || first === undefined) await shown.writeList(signed, createProfileListPresentation(raw))
    else await shown.writeOne(first, createProfilePresentation(raw))
    return 'done'
  },
}

// It is set to the present time, and need not be there.
const metadataNames = ['classification', 'created', 'verified', 'display']

/** @throws {UsageError} if the profile does not have the attribute, or if the attribute is not set or not complete */
function checkSignable(profile: unknown, path: string, index: number | undefined, file: string): void {
  const name = index === undefined ? 'The profile' : `The profile ${index}`
  const attribute = findAttribute(profile, path)
  if (attribute === undefined) {
    throw new UsageError(
      `${name} in ${nameInput(file)} does not have the attribute ${path}.`,
      'A token may not see it: personctl scopes for ATTRIBUTE names the scopes that show it.',
    )
  }
  const metadata = isObject(attribute['metadata']) ? attribute['metadata'] : {}
  const missing = metadataNames.filter((one) => !Object.hasOwn(metadata, one))
  if (missing.length > 0) {
    throw new UsageError(
      `The metadata of ${path} in ${nameInput(file)} has no ${missing.join(', no ')}.`,
      'CIS would store it, and could not show the person to anybody any more. Add what is missing.',
    )
  }
  if ((attribute['value'] ?? attribute['values'] ?? null) !== null) return
  throw new UsageError(
    `${path} is null in ${index === undefined ? 'the profile' : `the profile ${index}`} in ${nameInput(file)}, and null cannot be signed.`,
    'To take a value away, give it "", or {} if it is an object.',
  )
}
