import { type Publisher, publisherValues } from '@personctl/generated/cis'
import { didYouMean } from '@personctl/shared/didYouMean'
import type { Command, OptionValues } from 'commander'
import { withOffer } from '../../completion/commandTable.ts'
import { readSettings } from '../../config/concerns.ts'
import { checkNotEmpty, UsageError } from '../../errors/errors.ts'
import { stdinMark } from '../../io/files.ts'
import type { Invocation } from '../command.ts'

/** The options of every command that signs. */
export interface PublisherOptions {
  /** Undefined for that of the settings. */
  readonly publisher: string | undefined
  /** The file of the private key; undefined for that of the settings. */
  readonly keyFile: string | undefined
}

/** The notes of every command that signs. */
export const keyNotes: string = `\
The private key comes from --key-file, or else from PERSONCTL_CIS_PUBLISHER_KEY (or a file that
PERSONCTL_CIS_PUBLISHER_KEY_FILE names), or else from the context, where personctl context set
--publisher-key-file stores it in the system's keyring. It is a JWK, PEM, or base64 of either. No flag takes the
key itself. With --demo, each publisher has a key.`

/** Adds the options of every command that signs. */
export function addPublisherOptions(command: Command): void {
  command
    .addOption(
      withOffer(
        command.createOption('--publisher <name>', 'Sign as this publisher (default: that of the context)'),
        publisherValues,
      ),
    )
    .addOption(
      withOffer(
        command.createOption('--key-file <file>', `Read the private key from a file; ${stdinMark} for stdin`),
        'files',
      ),
    )
    .addOption(command.createOption('--key [key]').hideHelp().argParser(rejectKey))
}

/** @param inputs the other arguments that may stand for stdin */
export function parsePublisherOptions(values: OptionValues, inputs: readonly string[]): PublisherOptions {
  const { publisher, keyFile, key } = values
  if (key !== undefined) rejectKey()
  if (publisher !== undefined) checkNotEmpty('--publisher', publisher)
  if (keyFile !== undefined) checkNotEmpty('--key-file', keyFile)
  if (keyFile === stdinMark && inputs.includes(stdinMark)) {
    throw new UsageError(`${stdinMark} is given more than once.`, 'Stdin can be read only once.')
  }
  return { publisher: publisher?.trim(), keyFile }
}

/** Never repeats the key. */
function rejectKey(): never {
  throw new UsageError(
    'No flag takes a key: other users can see the command line, and shells store it.',
    'Use --key-file FILE, or set PERSONCTL_CIS_PUBLISHER_KEY.',
  )
}

/**
 * Returns the publisher that signs: that of the command line, or else that of the settings.
 *
 * @throws {UsageError} if neither names one
 */
export async function requirePublisher(
  { publisher }: PublisherOptions,
  { connection }: Pick<Invocation, 'connection'>,
): Promise<Publisher> {
  if (publisher !== undefined) return checkPublisher(publisher, '--publisher')
  const context = await connection.context()
  const found = context.demo ? undefined : (await readSettings('cis', connection)).settings.publisher?.value
  if (found !== undefined) return checkPublisher(found, 'The publisher of the settings')
  throw new UsageError(
    `The publisher is not given, and the context ${context.name} has none.`,
    `Add --publisher with one of ${publisherValues.join(', ')}, or set PERSONCTL_CIS_PUBLISHER.`,
  )
}

function checkPublisher(name: string, label: string): Publisher {
  const publisher = publisherValues.find((known) => known === name)
  if (publisher !== undefined) return publisher
  const suggestion = didYouMean(name, publisherValues)
  throw new UsageError(
    `${label} is ${JSON.stringify(name)}, which is not a publisher.`,
    suggestion === undefined
      ? `It takes one of ${publisherValues.join(', ')}.`
      : `Did you mean ${suggestion}?`,
  )
}
