/** Returns the first value of a header; undefined without the header. */
export type HeaderReader = (name: string) => string | undefined

/**
 * Parses the URL at which clients find a server.
 *
 * @param name the option or flag, for the error
 * @returns the URL without a slash at the end
 * @throws {RangeError} if it is not an http or https URL, or has more than a path
 */
export function parsePublicUrl(text: string, name = 'publicUrl'): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isPlain = url !== undefined && !/[?#]/.test(text) && url.username === '' && url.password === ''
  if (isPlain && /^https?:$/.test(url.protocol)) return url.origin + url.pathname.replace(/\/+$/, '')
  throw new RangeError(
    `${name} must be an http or https URL without credentials, query or fragment, such as https://mock.test/people, not "${text.replace(/\/\/[^/?#]*@/, '//…@')}"`,
  )
}

/**
 * Returns the origin under which a client sent a request to the proxy that forwarded it: the first element of Forwarded,
 * else X-Forwarded-Proto, -Host and -Port. Invalid values count as missing.
 *
 * @param own the origin under which the proxy sent the request
 * @returns undefined if no header tells it, or if neither it nor the request has a valid host
 */
export function forwardedOriginOf(read: HeaderReader, own: () => string): string | undefined {
  if (!hasForwardedOrigin(read)) return undefined
  const forwarded = parseForwarded(read('forwarded'))
  const proto = (forwarded.get('proto') ?? firstOf(read('x-forwarded-proto')))?.toLowerCase()
  const host = [forwarded.get('host'), firstOf(read('x-forwarded-host'))].find(isAuthority)
  const [ownScheme = '', ownHost = ''] = own().split('://')
  const scheme = proto === 'http' || proto === 'https' ? proto : ownScheme
  const origin = `${scheme}://${host ?? ownHost}`
  if (!URL.canParse(origin)) return undefined
  const url = new URL(origin)
  const port = firstOf(read('x-forwarded-port'))
  if (host !== undefined && url.port === '' && port !== undefined && /^\d{1,5}$/.test(port)) url.port = port
  return url.origin
}

const forwardedHeaders = ['x-forwarded-proto', 'x-forwarded-host', 'forwarded']

const hasForwardedOrigin = (read: HeaderReader): boolean =>
  forwardedHeaders.some((name) => read(name) !== undefined)

const proxyHeaders = [
  ...forwardedHeaders,
  'x-forwarded-for',
  'x-forwarded-port',
  'x-forwarded-server',
  'x-real-ip',
  'x-client-ip',
  'x-original-host',
  'true-client-ip',
  'cf-connecting-ip',
  'via',
]

/** Returns true for a request that a proxy sent. */
export function isForwarded(read: HeaderReader): boolean {
  return proxyHeaders.some((name) => read(name) !== undefined)
}

const firstOf = (list: string | undefined): string | undefined => list?.split(',', 1)[0]?.trim() || undefined

const isAuthority = (text: string | undefined): text is string =>
  text !== undefined &&
  /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i.test(text) &&
  URL.canParse(`http://${text}`)

/** Parses the first element of a Forwarded header, as in RFC 7239. */
function parseForwarded(header: string | undefined): ReadonlyMap<string, string> {
  const pairs = [...(header ?? '').matchAll(/([\w-]+)=(?:"([^"]*)"|([^;,\s]*))\s*([;,]?)/g)]
  const end = pairs.findIndex((pair) => pair[4] === ',')
  const first = end === -1 ? pairs : pairs.slice(0, end + 1)
  return new Map(first.map(([, name = '', quoted, plain = '']) => [name.toLowerCase(), quoted ?? plain]))
}
