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
export type { ForgottenRows } from './read/forget.ts'
export { type ExportedRows, exportNames, type QueryRow, type QueryRows } from './read/query.ts'
export { type Question, type QuestionParameter, questions } from './read/questions.ts'
export type { MirrorStatus, PendingRun, RunStatus, ServiceStatus } from './read/status.ts'
export type { CollectionName, Service } from './schema/collections.ts'
