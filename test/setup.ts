import fc from 'fast-check'
import { propertyRuns } from './helpers/propertyRuns.ts'

fc.configureGlobal(propertyRuns(100))
