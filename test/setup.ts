import fc from 'fast-check'
import { beforeEach, expect, inject, TestRunner } from 'vitest'
import { propertyRuns } from './helpers/propertyRuns.ts'

fc.configureGlobal({
  ...propertyRuns(100),
  // A property without the tag would never run as often as it takes to find rare failures.
  beforeEach: () => {
    const test = TestRunner.getCurrentTest()
    if (test?.tags?.includes('property') === false)
      throw new Error(`"${test.name}" tries a property: give the test { tags: 'property' }.`)
  },
})

// The slow tests run the files of the fast ones again for their properties alone.
if (inject('isThorough') && !/\/test\/(slow|packaging|browser)\//.test(expect.getState().testPath ?? ''))
  beforeEach(({ task, skip }) => skip(!task.tags?.includes('property')))
