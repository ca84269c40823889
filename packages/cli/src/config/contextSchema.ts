import * as z from 'zod/mini'

/** The content of `contexts.json`. Unknown keys are preserved. */
export interface ContextFile {
  version: 1
  /** The context that is used if neither an option nor a variable selects one. */
  current?: string
  /** The store of the last secret, so that a keyring that did not respond is not tried by every command again. */
  secretStore?: SecretReference['store']
  contexts: Record<string, StoredContext>
}

/** The stored settings of one context. */
export interface StoredContext {
  demo?: true
  cis?: StoredService
  dabp?: StoredService
  cern?: StoredService
}

/** The stored settings of one service. The preset has the missing ones. */
export interface StoredService {
  preset?: string
  url?: string
  tokenUrl?: string
  audience?: string
  scope?: string
  clientId?: string
  /** DABP only. */
  tenantId?: string
  /** CIS only: the URL of the Change API, if it is not that of the Person API. */
  changeUrl?: string
  /** CIS only: the publisher that signs changes. */
  publisher?: string
  /** CIS only: the private key of the publisher. */
  publisherKey?: SecretReference
  clientSecret?: SecretReference
}

/** The location of a stored secret. */
export interface SecretReference {
  store: 'keyring' | 'file'
  id: string
  /** For a client secret, the origin of the token endpoint that it was stored for, and that alone receives it. */
  tokenOrigin?: string
  /** The number of keyring entries that it is split into. @default 1 */
  pieces?: number
}

const text = z.exactOptional(z.string().check(z.minLength(1)))

const secretReference: z.ZodMiniType<SecretReference> = z.object({
  store: z.enum(['keyring', 'file']),
  // It becomes a file name, so it must not lead to another folder.
  id: z.string().check(z.regex(/^[\w-][\w.@-]{0,249}$/)),
  tokenOrigin: text,
  pieces: z.exactOptional(z.int().check(z.positive())),
})

const service: z.ZodMiniType<StoredService> = z.object({
  preset: text,
  url: text,
  tokenUrl: text,
  audience: text,
  scope: text,
  clientId: text,
  tenantId: text,
  changeUrl: text,
  publisher: text,
  publisherKey: z.exactOptional(secretReference),
  clientSecret: z.exactOptional(secretReference),
})

const context: z.ZodMiniType<StoredContext> = z.object({
  demo: z.exactOptional(z.literal(true)),
  cis: z.exactOptional(service),
  dabp: z.exactOptional(service),
  cern: z.exactOptional(service),
})

const contextFile: z.ZodMiniType<ContextFile> = z.object({
  version: z.literal(1),
  current: text,
  secretStore: z.exactOptional(z.enum(['keyring', 'file'])),
  contexts: z.record(z.string(), context),
})

/** Finds the first thing that is invalid in the content of the file, and describes it with its path. */
export function findProblem(content: unknown): string | undefined {
  const issue = contextFile.safeParse(content).error?.issues[0]
  if (issue === undefined) return undefined
  const path = issue.path.length === 0 ? 'the top' : issue.path.map(String).join('.')
  const reason = issue.code === 'invalid_type' ? `it must be of type ${issue.expected}` : issue.code
  return `${path}: ${reason.replaceAll('_', ' ')}`
}
