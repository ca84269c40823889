const secretParameters =
  /((?:^|&)(?:[a-z]+_token|client_secret|client_assertion|assertion|password|code|code_verifier|device_code)=)[^&]*/gi
const jsonWebToken = /eyJ[\w-]{5,}\.[\w-]+(?:\.[\w-]*)?/g

/** A path or a query with nothing left in it that would let anybody in. */
export function redacted(text: string): string {
  return text.replace(secretParameters, '$1[redacted]').replace(jsonWebToken, '[redacted]')
}
