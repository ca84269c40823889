import { test } from 'vitest'
import { fuzzMock } from './helpers/fuzzMock.ts'

test('the mock answers 500 random requests as openapi/ says', () => fuzzMock(500), 60_000)
