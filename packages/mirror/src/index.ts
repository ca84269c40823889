export { isMirrorError, MirrorError, type MirrorErrorCode } from './errors.ts'
export { type Mirror, type OpenMirrorOptions, openMirror } from './mirror.ts'
export type {
  ChangeCounts,
  PullClients,
  PullHooks,
  PullLimits,
  PullOptions,
  PullProgress,
  PullResult,
  ReportSelection,
  ServiceResult,
} from './pull/options.ts'
export type { Change, ChangeFilter } from './read/changes.ts'
export type { CollectionName, Service } from './schema/collections.ts'
