/**
 * Returns the UUID version 5 of a name in the namespace of URLs (RFC 9562, section 5.5).
 *
 * Directories make two of each person. Hashing short names here takes a third of the time that a library needs, and
 * nothing has to be loaded.
 */
export function nameUuid(name: string): string {
  hash(name)
  let text = ''
  for (let index = 0; index < 16; index++) {
    let byte = ((digest[index >> 2] ?? 0) >>> (24 - 8 * (index & 3))) & 0xff
    if (index === 6) byte = (byte & 0x0f) | 0x50
    else if (index === 8) byte = (byte & 0x3f) | 0x80
    text += index === 4 || index === 6 || index === 8 || index === 10 ? `-${hex[byte]}` : hex[byte]
  }
  return text
}

/** Returns the bytes of a UUID. */
export function uuidBytes(uuid: string): Uint8Array {
  const digits = uuid.replaceAll('-', '')
  return Uint8Array.from({ length: 16 }, (_, index) =>
    Number.parseInt(digits.slice(2 * index, 2 * index + 2), 16),
  )
}

const hex: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
const namespace = uuidBytes('6ba7b811-9dad-11d1-80b4-00c04fd430c8')

// Reused by each call.
const digest = new Int32Array(5)
const words = new Int32Array(80)
let message = new Uint8Array(256)
message.set(namespace)

/** Computes the SHA-1 of the namespace and a name, into `digest`. */
function hash(name: string): void {
  const length = writeName(name)
  digest[0] = 0x67452301
  digest[1] = 0xefcdab89
  digest[2] = 0x98badcfe
  digest[3] = 0x10325476
  digest[4] = 0xc3d2e1f0
  // A bit, at least the eight bytes of the length, and zeros in between.
  const blocks = (length + 72) >> 6
  const end = blocks << 6
  message[length] = 0x80
  message.fill(0, length + 1, end)
  const bits = length << 3
  message[end - 4] = bits >>> 24
  message[end - 3] = bits >>> 16
  message[end - 2] = bits >>> 8
  message[end - 1] = bits
  for (let offset = 0; offset < end; offset += 64) hashBlock(offset)
}

/** Writes a name behind the namespace. Returns the length of both. */
function writeName(name: string): number {
  if (16 + name.length * 3 + 72 > message.length) {
    message = new Uint8Array(2 * (16 + name.length * 3 + 72))
    message.set(namespace)
  }
  for (let index = 0; index < name.length; index++) {
    const code = name.charCodeAt(index)
    if (code > 0x7f) return 16 + new TextEncoder().encodeInto(name, message.subarray(16)).written
    message[16 + index] = code
  }
  return 16 + name.length
}

function hashBlock(offset: number): void {
  for (let index = 0; index < 16; index++) {
    const at = offset + 4 * index
    words[index] =
      ((message[at] ?? 0) << 24) |
      ((message[at + 1] ?? 0) << 16) |
      ((message[at + 2] ?? 0) << 8) |
      (message[at + 3] ?? 0)
  }
  for (let index = 16; index < 80; index++) {
    const mixed =
      (words[index - 3] ?? 0) ^ (words[index - 8] ?? 0) ^ (words[index - 14] ?? 0) ^ (words[index - 16] ?? 0)
    words[index] = (mixed << 1) | (mixed >>> 31)
  }
  let a = digest[0] ?? 0
  let b = digest[1] ?? 0
  let c = digest[2] ?? 0
  let d = digest[3] ?? 0
  let e = digest[4] ?? 0
  for (let index = 0; index < 80; index++) {
    const chosen =
      index < 20
        ? ((b & c) | (~b & d)) + 0x5a827999
        : index < 40
          ? (b ^ c ^ d) + 0x6ed9eba1
          : index < 60
            ? ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc
            : (b ^ c ^ d) + 0xca62c1d6
    const next = (((a << 5) | (a >>> 27)) + chosen + e + (words[index] ?? 0)) | 0
    e = d
    d = c
    c = (b << 30) | (b >>> 2)
    b = a
    a = next
  }
  digest[0] = ((digest[0] ?? 0) + a) | 0
  digest[1] = ((digest[1] ?? 0) + b) | 0
  digest[2] = ((digest[2] ?? 0) + c) | 0
  digest[3] = ((digest[3] ?? 0) + d) | 0
  digest[4] = ((digest[4] ?? 0) + e) | 0
}
