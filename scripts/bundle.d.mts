export interface BundleOptions {
  readonly format?: 'esm' | 'iife'
}
export function bundle(code: string, folder: string, options?: BundleOptions): Promise<string>
export function gzipSize(code: string): number
