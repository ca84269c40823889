import type { DecodedReport, VerifyReportOptions } from '@personctl/sdk'
import type { ParsedCommand } from '../../command.ts'
import { offering } from '../../completion/offers.ts'
import { UsageError } from '../../failure/usageError.ts'
import { defaultFormat } from '../../output/index.ts'
import { remark } from '../../remark.ts'
import { type Credential, readCredential } from './credential.ts'
import { readKeys } from './readKeys.ts'
import { reportColumns, writeReport } from './writeReport.ts'

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
