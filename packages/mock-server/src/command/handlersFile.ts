import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import type { RequestHandler } from 'msw'
import { checkHandlers, HandlerError } from '../adapters/mswDispatch.ts'
import { UsageError } from './flags.ts'

/**
 * Loads the module of `--handlers`. Its default export is an array of msw handlers, or a function that returns one. The
 * function gets the package msw as its argument, so that the file works where msw is installed beside the mock alone.
 *
 * @throws {UsageError} if the file cannot be loaded, or exports something else
 */
export async function readHandlersFile(file: string): Promise<readonly RequestHandler[]> {
  const path = resolve(file)
  const exported = await importDefault(file, path)
  const handlers = isFunction(exported) ? await callWithMsw(exported, file, path) : exported
  if (!Array.isArray(handlers))
    throw new UsageError(
      `--handlers: the default export of ${file} must be an array of msw handlers or a function that returns one; it is ${describeType(handlers)}`,
    )
  try {
    checkHandlers(handlers)
  } catch (error) {
    if (!(error instanceof HandlerError)) throw error
    throw new UsageError(`--handlers: the default export of ${file} is invalid: ${error.message}`)
  }
  return handlers
}

async function importDefault(file: string, path: string): Promise<unknown> {
  try {
    const { default: exported }: { default?: unknown } = await import(pathToFileURL(path).href)
    return exported
  } catch (error) {
    throw new UsageError(`--handlers: cannot load ${file}: ${await describeImportError(error, path)}`)
  }
}

/** A function of a file, which gets msw. */
type HandlersFunction = (...args: unknown[]) => unknown

function isFunction(value: unknown): value is HandlersFunction {
  return typeof value === 'function'
}

async function callWithMsw(create: HandlersFunction, file: string, path: string) {
  const args = create.length === 0 ? [] : [await importMsw(file, path)]
  try {
    return await create(...args)
  } catch (error) {
    throw new UsageError(`--handlers: the function in ${file} failed: ${describeFailure(error, path)}`)
  }
}

/** Imports msw as the file would, or else as the mock would. */
async function importMsw(file: string, path: string): Promise<unknown> {
  for (const importer of [path, import.meta.url]) {
    try {
      const entry = createRequire(importer).resolve('msw')
      return await import(pathToFileURL(entry).href)
    } catch (error) {
      if (!isNotFound(error)) throw error
    }
  }
  throw new UsageError(
    `--handlers: the function in ${file} gets the package msw, which is not installed; ${installation}`,
  )
}

const installation =
  'install it with "npm install --save-dev msw", or run "npx --package=@personctl/mock-server --package=msw personctl-mock"'

function isNotFound(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /MODULE_NOT_FOUND$/.test(String(error.code))
}

async function describeImportError(error: unknown, path: string): Promise<string> {
  if (error instanceof SyntaxError) return describeSyntaxError(error, path)
  if (!isNotFound(error)) return describeFailure(error, path)
  const { message } = error as Error
  if (message.startsWith(`Cannot find module '${path}'`)) return 'the file does not exist'
  return /^Cannot find package 'msw'/.test(message)
    ? `it imports msw, which is not installed there; install it, or export a function, which gets msw as its argument`
    : (message.split('\n', 1)[0] as string)
}

/** Node.js tells the line of a syntax error only when it runs or checks the file itself. */
async function describeSyntaxError({ message }: SyntaxError, path: string): Promise<string> {
  const printed = await promisify(execFile)(process.execPath, ['--check', path]).then(
    () => '',
    ({ stderr }: { stderr: string }) => stderr,
  )
  const line = /:(\d+)$/.exec(printed.split('\n', 1)[0] ?? '')?.[1]
  const hint = /import statement|token 'export'/.test(message) ? '; a module must have the ending .mjs' : ''
  return `${line === undefined ? '' : `line ${line}: `}${message}${hint}`
}

/** Describes an error in one line, with the line of the file that it comes from. */
function describeFailure(error: unknown, path: string): string {
  if (!(error instanceof Error)) return String(error)
  const stack = error.stack ?? ''
  const index = stack.indexOf(pathToFileURL(path).href)
  const line = index === -1 ? undefined : /^[^\s]*?:(\d+)/.exec(stack.slice(index + 'file://'.length))?.[1]
  const [message = ''] = `${error.name}: ${error.message}`.split('\n', 1)
  return `${line === undefined ? '' : `line ${line}: `}${message}`
}

function describeType(value: unknown): string {
  if (value === undefined) return 'missing'
  return value === null ? 'null' : typeof value === 'object' ? 'an object' : `a ${typeof value}`
}
