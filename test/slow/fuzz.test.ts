import { test } from 'vitest'
import { fuzzMock } from '../contract/helpers/fuzzMock.ts'

test('the mock answers 10,000 random requests as openapi/ says', () => fuzzMock(10_000), 300_000)
