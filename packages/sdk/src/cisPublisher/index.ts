export { ExactNumber, parseExactJson, stringifyExactJson } from '@personctl/shared/exactJson'
export type { MergedProfile } from '@personctl/shared/publishing/merge'
export type { PublisherRules, Verdict } from '@personctl/shared/publishing/rules'
export type { ChangeUserOptions, UpdateUserOptions, UserChangeResult } from './changeSender.ts'
export {
  type AttributeState,
  type PlannedChange,
  type PlanOptions,
  type PlanProblem,
  planCreation,
  planUpdate,
  type UpdatePlan,
} from './plan.ts'
export type { AttributeChange, AttributeValue, ProfileChanges } from './profileChanges.ts'
export {
  type CisPublisherClient,
  type CisPublisherClientOptions,
  type CisPublisherUsers,
  createCisPublisherClient,
} from './publisherClient.ts'
export {
  type CryptoKeyLike,
  importPublisherKey,
  type PublisherJwk,
  PublisherKey,
  type PublisherKeyInput,
  type PublisherKeys,
} from './publisherKeys.ts'
export { canPublish, mergeProfile, publisherRules } from './publisherRules.ts'
export {
  type ProfileVerdict,
  type SignAttributeOptions,
  type SignatureProblem,
  type SignatureVerdict,
  signAttribute,
  verifyAttribute,
  verifyProfile,
} from './signatures.ts'
export type { ManyChangesOptions, UserChange, UserChangeOutcome } from './userBatches.ts'
