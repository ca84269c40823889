import {
  type DecodedReport,
  InvalidResponseError,
  NetworkError,
  type VerifyReportOptions,
} from '@personctl/sdk'
import type { ParsedCommand } from '../../command.ts'
import type { Environment } from '../../config/variables.ts'
import { offering } from '../../docs/commandTable.ts'
import { UsageError } from '../../errors/errors.ts'
import { readTextFile } from '../../io/files.ts'
import { defaultFormat } from '../../output/index.ts'
import { remark } from '../../output/notice.ts'
import { chooseTransport } from '../../service/transport.ts'
import { type Credential, readCredential } from './get.ts'
import { reportColumns, writeReport } from './print.ts'

/** A JSON Web Key Set, as far as it is looked at here. */
interface KeySet {
  keys: Record<string, string>[]
}

/** The keys in a file or at an http or https address. */
async function readKeys(source: string, env: Environment, signal: AbortSignal): Promise<KeySet> {
  const isAddress = /^https?:\/\//i.test(source)
  const text = isAddress ? await fetchText(source, env, signal) : await readTextFile(source, signal)
  const content = parsed(text) as Partial<KeySet> | null | undefined
  if (Array.isArray(content?.keys)) return { keys: content.keys }
  const message = `${source} is no JSON Web Key Set.`
  throw isAddress ? new InvalidResponseError(message) : new UsageError(message)
}

async function fetchText(url: string, env: Environment, signal: AbortSignal): Promise<string> {
  const fetch = await chooseTransport(env)
  const headers = new Headers({ accept: 'application/json' })
  let response: Response
  let text: string
  try {
    response = await fetch(url, { method: 'GET', headers, signal, redirect: 'manual' })
    text = await response.text()
  } catch (error) {
    signal.throwIfAborted()
    const reason = error instanceof Error ? error.message : String(error)
    throw new NetworkError(`The keys at ${url} could not be reached: ${reason}.`)
  }
  if (response.status === 200) return text
  throw new InvalidResponseError(`${url} answered ${response.status} where its keys should be.`, {
    status: response.status,
    hint: 'The discovery document of the issuer names the address as jwks_uri.',
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

interface ReportDecodeOptions {
  /** As typed: a token, the path of a file, or `-`. */
  readonly source: string
  readonly verification: Verification | undefined
  readonly attributeName: string | undefined
}

type Verification = Pick<VerifyReportOptions, 'issuer' | 'audience'> & { readonly jwks: string }

const stdinMark = '-'

/** `personctl report decode` */
export const command: ParsedCommand<ReportDecodeOptions> = {
  columns: reportColumns,

  describe(command) {
    command
      .addArgument(
        offering(
          command.createArgument(
            '[token]',
            `a JSON Web Token, or a file with one; ${stdinMark} and nothing read stdin`,
          ),
          'files',
        ),
      )
      .addOption(
        offering(
          command.createOption(
            '--jwks <file|url>',
            "verify the token with its issuer's keys; takes --issuer and --audience",
          ),
          'files',
        ),
      )
      .option('--issuer <url>', 'who must have issued it')
      .option('--audience <name>', 'whom it must be for: of an ID token the client')
      .option('--attribute <name>', 'of a SAML assertion, the attribute that holds the report')
      .addHelpText(
        'before',
        `Examples:
  $ personctl report decode < token.txt
  $ personctl report decode token.txt -o csv
  $ curl -s -H "Authorization: Bearer $TOKEN" $TENANT/oauth/v1/userinfo | personctl report decode
  $ personctl report decode token.txt --jwks $TENANT/oauth/v1/keys --issuer $TENANT/oauth --audience my-app
  $ personctl report decode assertion.xml --attribute group_policies
`,
      )
      .addHelpText(
        'after',
        `
Reads an ID token, a JWT access token, the answer of userinfo or introspection as JSON, or a SAML
assertion. Without --jwks nothing is verified, which is said on stderr: anybody can write these.
A token that is typed is seen by whoever may list processes, and kept by the shell: stdin is not.`,
      )
  },

  parse([source = stdinMark], values) {
    if (source.trim() === '')
      throw new UsageError('The token is empty.', 'Is a variable of your script not set?')
    const { jwks, issuer, audience, attribute } = values
    if (jwks === undefined && (issuer !== undefined || audience !== undefined)) {
      throw new UsageError(
        '--issuer and --audience are for verifying.',
        'Give --jwks with the keys of the issuer.',
      )
    }
    if (jwks !== undefined && !(issuer?.trim() && audience?.trim())) {
      throw new UsageError(
        '--jwks takes --issuer and --audience.',
        'A token that is for somebody else, or from somebody else, proves nothing.',
      )
    }
    return {
      source: source.trim(),
      verification: jwks === undefined ? undefined : { jwks, issuer, audience },
      attributeName: attribute,
    }
  },

  async run(options, { io, format: wanted, signal }) {
    const { source, verification, attributeName } = options
    const format = wanted ?? defaultFormat(io.stdout.isTerminal)
    const credential = await readCredential(source, io.stdin, signal)
    if (verification !== undefined) {
      const { jwks, ...expected } = verification
      const { verifyReport } = await import('@personctl/sdk')
      const keys = await readKeys(jwks, io.env, signal)
      await writeReport(io.stdout, format, await verifyReport(tokenIn(credential), keys, expected))
      return 'done'
    }
    await writeReport(io.stdout, format, await decoded(credential, attributeName))
    await remark(io.stderr, format, {
      code: 'not_verified',
      message: 'This is not verified: anybody can write such a thing.',
      hint: credential.kind === 'token' ? 'With --jwks, --issuer and --audience it is.' : null,
    })
    return 'done'
  },
}

async function decoded(credential: Credential, attributeName: string | undefined): Promise<DecodedReport> {
  if (credential.kind === 'assertion') {
    if (attributeName === undefined) {
      throw new UsageError('A SAML assertion takes --attribute.', 'Name the attribute that holds the report.')
    }
    const { reportFromSaml } = await import('@personctl/sdk/saml')
    return reportFromSaml(credential.text, { attributeName })
  }
  const { decodeReport, reportFromClaims } = await import('@personctl/sdk')
  return credential.kind === 'claims' ? reportFromClaims(credential.claims) : decodeReport(credential.text)
}

function tokenIn(credential: Credential): string {
  if (credential.kind === 'token') return credential.text
  throw new UsageError(
    'Only a token can be verified with --jwks.',
    credential.kind === 'claims'
      ? 'Claims are as good as where they come from.'
      : 'Verify the signature of an assertion where it arrives.',
  )
}
