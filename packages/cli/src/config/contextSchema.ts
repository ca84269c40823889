import * as z from 'zod/mini'

/** What `contexts.json` has in it. It is only looked at through this, so keys that are not known here are kept. */
export interface ContextFile {
  version: 1
  /** The context that is used where none is named. */
  current?: string
  /** Where secrets went last time: a keyring that did not answer is not asked by every command again. */
  secretStore?: SecretReference['store']
  contexts: Record<string, StoredContext>
}

export interface StoredContext {
  demo?: true
  cis?: StoredService
  dabp?: StoredService
  cern?: StoredService
}

/** What is kept of one service. What is missing is that of the preset. */
export interface StoredService {
  preset?: string
  url?: string
  tokenUrl?: string
  audience?: string
  scope?: string
  clientId?: string
  /** Of DABP only. */
  tenantId?: string
  clientSecret?: SecretReference
}

/** Where a secret is. */
export interface SecretReference {
  store: 'keyring' | 'file'
  id: string
  /** In how many pieces a keyring has it. @default 1 */
  pieces?: number
}

const text = z.exactOptional(z.string().check(z.minLength(1)))

const secretReference: z.ZodMiniType<SecretReference> = z.object({
  store: z.enum(['keyring', 'file']),
  // It becomes the name of a file: nothing that leads elsewhere.
  id: z.string().check(z.regex(/^[\w-][\w.-]{0,199}$/)),
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

/** What is wrong with the content of the file, and where; undefined where nothing is. */
export function problemOf(content: unknown): string | undefined {
  const issue = contextFile.safeParse(content).error?.issues[0]
  if (issue === undefined) return undefined
  const place = issue.path.length === 0 ? 'the top' : issue.path.map(String).join('.')
  const reason = issue.code === 'invalid_type' ? `it must be of type ${issue.expected}` : issue.code
  return `${place}: ${reason.replaceAll('_', ' ')}`
}
