/** Software in a package. */
export interface SbomComponent {
  readonly 'bom-ref': string
  readonly name: string
  readonly version: string
  readonly purl: string
  /** Missing if the code is in the package itself. */
  readonly scope?: 'required' | 'optional'
  readonly licenses: readonly { readonly license: { readonly id: string } }[]
  readonly hashes?: readonly { readonly alg: string; readonly content: string }[]
  /** Has `personctl:bundled` if the code is in the package itself. */
  readonly properties?: readonly { readonly name: string; readonly value: string }[]
}

export interface Sbom {
  readonly metadata: { readonly component: SbomComponent }
  readonly components: readonly SbomComponent[]
}

export function createSboms(): Map<string, Sbom>
