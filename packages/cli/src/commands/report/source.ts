import { InvalidResponseError } from '@personctl/sdk'
import type { DecodedReport, ReportGroup, VerifyReportOptions } from '@personctl/sdk/dabp'
import { isObject } from '@personctl/shared/guards'
import type { Command, OptionValues } from 'commander'
import { withOffer } from '../../completion/commandTable.ts'
import { UsageError } from '../../errors/errors.ts'
import { nameInput, readInput } from '../../io/files.ts'
import type { IO } from '../../io/io.ts'
import type { Output } from '../../output/index.ts'
import { chooseTransport } from '../../service/transport.ts'
import { parseExactly } from '../../text/exactNumbers.ts'
import { JsonSyntaxError, parseJsonOrLines, tryParseJson } from '../../text/jsonSyntax.ts'
import type { ReferencedReport } from './print.ts'

/** The options of every command that reads reports from a file. */
export interface SourceOptions {
  readonly verification: Verification | undefined
  /** The attribute of a SAML assertion. */
  readonly attributeName: string | undefined
}

type Verification = Pick<VerifyReportOptions, 'issuer' | 'audience'> & { readonly jwks: string }

/** The notes of every command that reads reports from a file. */
export const sourceNotes = `\
Such a file has an ID token, a JWT access token, the response of userinfo or introspection as JSON, a
SAML assertion, or what report get and report decode write as json or ndjson. Without --jwks nothing is
verified: anybody can write such a report, and a notice on stderr says so.`

/** Adds the options of every command that reads reports from a file. */
export function addSourceOptions(command: Command): void {
  command
    .addOption(
      withOffer(
        command.createOption(
          '--jwks <file|url>',
          'Verify the token with the keys of its issuer; needs --issuer and --audience',
        ),
        'files',
      ),
    )
    .option('--issuer <url>', 'Require this issuer')
    .option('--audience <name>', 'Require this audience; for an ID token, the client')
    .option('--attribute <name>', 'Read the report from this attribute of a SAML assertion')
}

export function parseSourceOptions({ jwks, issuer, audience, attribute }: OptionValues): SourceOptions {
  if (jwks === undefined && (issuer !== undefined || audience !== undefined)) {
    throw new UsageError(
      '--issuer and --audience apply to verification.',
      'Add --jwks with the keys of the issuer.',
    )
  }
  if (jwks !== undefined && !(issuer?.trim() && audience?.trim())) {
    throw new UsageError(
      '--jwks requires --issuer and --audience.',
      'A token for another audience, or from another issuer, proves nothing.',
    )
  }
  return {
    verification: jwks === undefined ? undefined : { jwks, issuer, audience },
    attributeName: attribute,
  }
}

/** The reports in a file. */
export interface ReportFile {
  /** One with an id is on the person that the id refers to. */
  readonly reports: readonly (ReferencedReport | DecodedReport)[]
  /** False for a single report. */
  readonly isList: boolean
  readonly isToken: boolean
  readonly isVerified: boolean
}

/**
 * Reads reports from a token, from a file, or from stdin for `-`.
 *
 * @throws {UsageError} if the file cannot be read or has no report
 */
export async function readReports(
  source: string,
  { verification, attributeName }: SourceOptions,
  io: IO,
  signal: AbortSignal,
): Promise<ReportFile> {
  const input = await readReportInput(source, io, signal)
  const single = (report: DecodedReport, isVerified = false): ReportFile => ({
    reports: [report],
    isList: false,
    isToken: input.kind === 'token',
    isVerified,
  })
  const { decodeReport, reportFromClaims, verifyReport } = await import('@personctl/sdk/dabp')
  if (verification !== undefined) {
    const { jwks, ...expected } = verification
    const keys = await readKeys(jwks, io, signal)
    return single(await verifyReport(requireToken(input), keys, expected), true)
  }
  if (input.kind === 'token') return single(decodeReport(input.text))
  if (input.kind === 'claims') {
    const saved = findSavedReports(input.claims)
    if (saved !== undefined) return { ...saved, isToken: false, isVerified: false }
    return single(reportFromClaims(input.claims))
  }
  if (attributeName === undefined) {
    throw new UsageError(
      'A SAML assertion requires --attribute.',
      'Give the name of the attribute that contains the report.',
    )
  }
  const { reportFromSaml } = await import('@personctl/sdk/saml')
  return single(reportFromSaml(input.text, { attributeName }))
}

/** Warns that anybody can write a report that is not verified. */
export async function warnOfUnverified(output: Output, { isToken, isVerified }: ReportFile): Promise<void> {
  if (isVerified) return
  await output.notify({
    code: 'not_verified',
    message: 'The report is not verified: anybody can write such a report.',
    hint: isToken ? 'To verify it, add --jwks, --issuer and --audience.' : null,
  })
}

/** Returns the reports in JSON that personctl wrote; undefined for claims. */
function findSavedReports(content: unknown): Pick<ReportFile, 'reports' | 'isList'> | undefined {
  if (isReport(content)) return { reports: [content], isList: false }
  if (Array.isArray(content) && content.every(isReport)) return { reports: content, isList: true }
  // As ndjson, a report is written group by group.
  const groups: readonly unknown[] = Array.isArray(content) ? content : [content]
  return groups.every(isGroup) ? { reports: [{ groups }], isList: false } : undefined
}

function isGroup(content: unknown): content is ReportGroup {
  return (
    isObject(content) && ['policies', 'resources', 'attributes'].some((name) => Array.isArray(content[name]))
  )
}

function isReport(content: unknown): content is ReferencedReport {
  return isObject(content) && Array.isArray(content['groups'])
}

/** The forms in which a report arrives. */
type ReportInput =
  | { readonly kind: 'token'; readonly text: string }
  | { readonly kind: 'claims'; readonly claims: unknown }
  | { readonly kind: 'assertion'; readonly text: string }

// It begins like JSON in base64url.
const token = /^eyJ[\w-]*\.[\w-]*\.[\w.-]*$/

/** Returns a token on the command line as it is; otherwise reads a file or stdin and recognizes the content. */
async function readReportInput(source: string, io: IO, signal: AbortSignal): Promise<ReportInput> {
  if (token.test(source)) return { kind: 'token', text: source }
  const text = (await readInput(source, io, signal)).trim()
  const name = nameInput(source)
  if (text === '') {
    throw new UsageError(
      `The content of ${name} is empty.`,
      'Give a token, claims in JSON, a SAML assertion, or what report get wrote.',
    )
  }
  if (text.startsWith('<')) return { kind: 'assertion', text }
  if (!/^[{[]/.test(text)) return { kind: 'token', text }
  try {
    const { values, isLines } = parseJsonOrLines(text, parseExactly)
    return { kind: 'claims', claims: isLines ? values : values[0] }
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error
    throw new UsageError(error.describe(`The content of ${name}`))
  }
}

function requireToken(input: ReportInput): string {
  if (input.kind === 'token') return input.text
  throw new UsageError(
    '--jwks verifies tokens only.',
    input.kind === 'claims'
      ? 'Claims can be trusted as much as their source.'
      : 'Verify the signature of an assertion where you receive it.',
  )
}

/** The part of a JSON Web Key Set that is read here. */
interface KeySet {
  keys: Record<string, string>[]
}

/** Reads keys from a file or from a URL. */
async function readKeys(source: string, io: IO, signal: AbortSignal): Promise<KeySet> {
  const isUrl = /^https?:\/\//i.test(source)
  const text = isUrl ? await fetchText(source, io, signal) : await readInput(source, io, signal)
  const content = tryParseJson(text) as Partial<KeySet> | null | undefined
  if (Array.isArray(content?.keys)) return { keys: content.keys }
  const message = `The content of ${nameInput(source)} is not a JSON Web Key Set.`
  throw isUrl ? new InvalidResponseError(message) : new UsageError(message)
}

async function fetchText(url: string, { env }: IO, signal: AbortSignal): Promise<string> {
  const { fetchPublic } = await import('../../service/discovery.ts')
  const { response, text } = await fetchPublic(url, await chooseTransport(env), signal)
  const { status } = response
  if (status === 200) return text
  throw new InvalidResponseError(`The keys at ${url} cannot be read: the status is ${status}.`, {
    status,
    hint: 'The discovery document of the issuer has the URL of its keys as jwks_uri.',
  })
}
