import { test } from 'vitest'
import { runParallelSessions } from '../mock-server/helpers/parallelSessions.ts'

test('200 tests at once in one mock server do not see each other', () => runParallelSessions(200), 120_000)
