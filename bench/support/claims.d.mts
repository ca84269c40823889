export interface Claim {
  readonly key: string
  readonly what: string
  readonly unit: string
  readonly atMost?: number
  readonly atMostWithCertificates?: number
  readonly atLeast?: number
  readonly isHeadline?: boolean
}

export const benchmarks: readonly {
  readonly name: string
  readonly measures: string
  readonly isLong?: true
  readonly claims: readonly Claim[]
}[]
