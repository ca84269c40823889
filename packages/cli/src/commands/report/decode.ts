import { type FetchedResponse, InvalidResponseError, NetworkError } from '@personctl/sdk'
import type { DecodedReport, VerifyReportOptions } from '@personctl/sdk/dabp'
import { withOffer } from '../../completion/commandTable.ts'
import { checkNotEmpty, UsageError } from '../../errors/errors.ts'
import { nameInput, readInput, stdinMark } from '../../io/files.ts'
import type { IO } from '../../io/io.ts'
import { chooseTransport } from '../../service/transport.ts'
import { JsonSyntaxError, parseJson } from '../../text/jsonSyntax.ts'
import type { ParsedCommand } from '../command.ts'
import { reportColumns, writeReport } from './print.ts'

interface ReportDecodeOptions {
  /** As typed: a token, the path of a file, or `-`. */
  readonly source: string
  readonly verification: Verification | undefined
  readonly attributeName: string | undefined
}

type Verification = Pick<VerifyReportOptions, 'issuer' | 'audience'> & { readonly jwks: string }

/** `personctl report decode` */
export const command: ParsedCommand<ReportDecodeOptions> = {
  examples: [
    'personctl report decode < token.txt',
    'personctl report decode token.txt -o csv',
    'curl -s -H "Authorization: Bearer $TOKEN" $TENANT/oauth/v1/userinfo | personctl report decode',
    'personctl report decode token.txt --jwks $TENANT/oauth/v1/keys --issuer $TENANT/oauth --audience my-app',
    'personctl report decode assertion.xml --attribute group_policies',
  ],
  notes: `\
Reads an ID token, a JWT access token, the response of userinfo or introspection as JSON, or a SAML
assertion. Without --jwks nothing is verified: anybody can write such a report, and a notice on
stderr says so. Other users can see a token on the command line, and the shell stores it; use stdin
or a file.`,
  columns: reportColumns,

  configure(command) {
    command
      .addArgument(
        withOffer(
          command.createArgument('[token]', `A JWT, or a file with one; ${stdinMark} or none for stdin`),
          'files',
        ),
      )
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
  },

  parse([source = stdinMark], values) {
    checkNotEmpty('The token', source)
    const { jwks, issuer, audience, attribute } = values
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
      source: source.trim(),
      verification: jwks === undefined ? undefined : { jwks, issuer, audience },
      attributeName: attribute,
    }
  },

  async run(options, { io, output, signal }) {
    const { source, verification, attributeName } = options
    const input = await readReportInput(source, io, signal)
    if (verification !== undefined) {
      const { jwks, ...expected } = verification
      const { verifyReport } = await import('@personctl/sdk/dabp')
      const keys = await readKeys(jwks, io, signal)
      await writeReport(output, await verifyReport(requireToken(input), keys, expected))
      return 'done'
    }
    await writeReport(output, await decode(input, attributeName))
    await output.notify({
      code: 'not_verified',
      message: 'The report is not verified: anybody can write such a report.',
      hint: input.kind === 'token' ? 'To verify it, add --jwks, --issuer and --audience.' : null,
    })
    return 'done'
  },
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
      'Give a token, claims in JSON, or a SAML assertion.',
    )
  }
  if (text.startsWith('<')) return { kind: 'assertion', text }
  if (!/^[{[]/.test(text)) return { kind: 'token', text }
  try {
    return { kind: 'claims', claims: parseJson(text) }
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error
    const { message, line, column } = error
    throw new UsageError(
      `The content of ${name} is not valid JSON: line ${line}, column ${column}: ${message}.`,
    )
  }
}

async function decode(input: ReportInput, attributeName: string | undefined): Promise<DecodedReport> {
  if (input.kind === 'assertion') {
    if (attributeName === undefined) {
      throw new UsageError(
        'A SAML assertion requires --attribute.',
        'Give the name of the attribute that contains the report.',
      )
    }
    const { reportFromSaml } = await import('@personctl/sdk/saml')
    return reportFromSaml(input.text, { attributeName })
  }
  const { decodeReport, reportFromClaims } = await import('@personctl/sdk/dabp')
  return input.kind === 'claims' ? reportFromClaims(input.claims) : decodeReport(input.text)
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
  const content = parseJsonOrUndefined(text) as Partial<KeySet> | null | undefined
  if (Array.isArray(content?.keys)) return { keys: content.keys }
  const message = `The content of ${nameInput(source)} is not a JSON Web Key Set.`
  throw isUrl ? new InvalidResponseError(message) : new UsageError(message)
}

async function fetchText(url: string, { env }: IO, signal: AbortSignal): Promise<string> {
  const fetch = await chooseTransport(env)
  const headers = { accept: 'application/json' }
  let response: FetchedResponse
  let text: string
  try {
    response = await fetch(url, { method: 'GET', headers, signal, redirect: 'manual' })
    text = await response.text()
  } catch (error) {
    signal.throwIfAborted()
    const reason = error instanceof Error ? error.message : String(error)
    throw new NetworkError(`The keys at ${url} cannot be read: ${reason}.`)
  }
  if (response.status === 200) return text
  throw new InvalidResponseError(`The keys at ${url} cannot be read: the status is ${response.status}.`, {
    status: response.status,
    hint: 'The discovery document of the issuer has the URL of its keys as jwks_uri.',
  })
}

function parseJsonOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
