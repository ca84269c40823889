/**
 * Returns the SHA-256 of a text of ASCII characters. Platforms hash asynchronously in browsers, and the signatures of profiles
 * are made while a response is written.
 *
 * @returns 32 bytes, which are valid until the next call
 */
export function sha256(text: string): Uint8Array {
  state.set(initial)
  const { length } = text
  const blocks = (length + 72) >> 6
  for (let block = 0; block < blocks; block++) {
    for (let index = 0; index < 16; index++) words[index] = readWord(text, (block << 6) + (index << 2))
    if (block === blocks - 1) {
      words[14] = Math.floor(length / 0x2000_0000)
      words[15] = length << 3
    }
    hashBlock()
  }
  for (let index = 0; index < 8; index++) view.setInt32(index << 2, state[index] ?? 0)
  return bytes
}

const initial = Int32Array.of(
  0x6a09e667,
  0xbb67ae85,
  0x3c6ef372,
  0xa54ff53a,
  0x510e527f,
  0x9b05688c,
  0x1f83d9ab,
  0x5be0cd19,
)
// Reused by each call.
const state = new Int32Array(8)
const words = new Int32Array(64)
const bytes = new Uint8Array(32)
const view = new DataView(bytes.buffer)

/** Returns four bytes of the text, of the bit that ends it, and of the zeros after that. */
function readWord(text: string, at: number): number {
  if (at + 4 <= text.length)
    return (
      (text.charCodeAt(at) << 24) |
      (text.charCodeAt(at + 1) << 16) |
      (text.charCodeAt(at + 2) << 8) |
      text.charCodeAt(at + 3)
    )
  let word = 0
  for (let index = at; index < at + 4; index++) {
    const byte = index < text.length ? text.charCodeAt(index) : index === text.length ? 0x80 : 0
    word = (word << 8) | byte
  }
  return word
}

// The first 32 bits of the fractions of the cube roots of the first 64 primes.
const constants = listConstants()

function listConstants(): Int32Array {
  const found = new Int32Array(64)
  let count = 0
  for (let candidate = 2; count < 64; candidate++) {
    let isPrime = true
    for (let divisor = 2; divisor * divisor <= candidate; divisor++)
      if (candidate % divisor === 0) isPrime = false
    if (!isPrime) continue
    const root = Math.cbrt(candidate)
    found[count] = Math.floor((root % 1) * 0x1_0000_0000)
    count += 1
  }
  return found
}

function hashBlock(): void {
  for (let index = 16; index < 64; index++) {
    const early = words[index - 15] ?? 0
    const late = words[index - 2] ?? 0
    const first = rotate(early, 7) ^ rotate(early, 18) ^ (early >>> 3)
    const second = rotate(late, 17) ^ rotate(late, 19) ^ (late >>> 10)
    words[index] = ((words[index - 16] ?? 0) + first + (words[index - 7] ?? 0) + second) | 0
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state
  for (let index = 0; index < 64; index++) {
    const chosen = (e & f) ^ (~e & g)
    const major = (a & b) ^ (a & c) ^ (b & c)
    const one = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
    const two = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
    const next = (h + one + chosen + (constants[index] ?? 0) + (words[index] ?? 0)) | 0
    h = g
    g = f
    f = e
    e = (d + next) | 0
    d = c
    c = b
    b = a
    a = (next + two + major) | 0
  }
  state[0] = (state[0] ?? 0) + a
  state[1] = (state[1] ?? 0) + b
  state[2] = (state[2] ?? 0) + c
  state[3] = (state[3] ?? 0) + d
  state[4] = (state[4] ?? 0) + e
  state[5] = (state[5] ?? 0) + f
  state[6] = (state[6] ?? 0) + g
  state[7] = (state[7] ?? 0) + h
}

const rotate = (value: number, bits: number): number => (value >>> bits) | (value << (32 - bits))
