/** Where the service itself would fail: answered with its generic 500. */
export class ServiceFailure extends Error {
  override readonly name: string = 'ServiceFailure'
}
