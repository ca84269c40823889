import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate } from 'node:zlib'

const decoders: Readonly<Record<string, (data: Uint8Array) => Promise<Uint8Array>>> = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
}

/** The body without its content encodings, which were applied in the order they are named in. */
export async function decompress(
  body: ArrayBuffer,
  contentEncoding: string | null,
): Promise<ArrayBuffer | Uint8Array<ArrayBuffer>> {
  if (contentEncoding === null) return body
  let data = new Uint8Array(body)
  for (const encoding of contentEncoding.toLowerCase().split(',').reverse()) {
    const decode = decoders[encoding.trim()]
    // As fetch: what it does not know it hands on as it is.
    if (decode === undefined) return body
    if (data.byteLength > 0) data = new Uint8Array(await decode(data))
  }
  return data
}
