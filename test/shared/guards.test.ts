import { isObject, isTokenString, isUuid } from '@personctl/shared/guards'
import { isLoopback } from '@personctl/shared/loopback'
import { expect, test } from 'vitest'

test('isObject accepts JSON objects alone', () => {
  expect([{}, { a: 1 }, Object.create(null)].every(isObject)).toBe(true)
  expect([null, undefined, [], 'text', 1, true].some(isObject)).toBe(false)
})

test('isUuid accepts the usual form in either case', () => {
  expect(isUuid('08d779a5-8b1e-4b06-8f0a-0242ac110003')).toBe(true)
  expect(isUuid('08D779A5-8B1E-4B06-8F0A-0242AC110003')).toBe(true)
  for (const other of [
    '',
    'ada',
    '08d779a58b1e4b068f0a0242ac110003',
    ' 08d779a5-8b1e-4b06-8f0a-0242ac110003',
  ])
    expect(isUuid(other)).toBe(false)
})

test('isTokenString accepts visible ASCII characters alone', () => {
  expect(isTokenString('abc.DEF-123_~+/=')).toBe(true)
  for (const other of ['', 'a b', 'a\n', 'tökén']) expect(isTokenString(other)).toBe(false)
})

test.each([
  ['localhost', true],
  ['LOCALHOST', true],
  ['mock.localhost', true],
  ['127.0.0.1', true],
  ['127.1.2.3', true],
  ['::1', true],
  ['[::1]', true],
  ['::ffff:127.0.0.1', true],
  ['0.0.0.0', false],
  ['127.example.org', false],
  ['localhost.example.org', false],
  ['10.0.0.1', false],
])('isLoopback tells that %s is this machine: %s', (host, expected) => {
  expect(isLoopback(host)).toBe(expected)
})
