import type { DevicePrompt } from '@personctl/sdk'
import type { TextSink } from '../../io.ts'
import { printableJson } from '../../text/json.ts'
import { visible } from '../../text/visible.ts'

/** Says where to confirm, and until when: a sentence for a person, or a JSON object on a line for a program. */
export async function showPrompt(
  stderr: TextSink,
  { verificationUri, verificationUriComplete, userCode, expiresAt }: DevicePrompt,
  isForPrograms: boolean,
): Promise<void> {
  if (isForPrograms) {
    const prompt = {
      verification_uri: verificationUri,
      verification_uri_complete: verificationUriComplete ?? null,
      user_code: userCode,
      expires_at: new Date(expiresAt).toISOString(),
    }
    await stderr.write(`${printableJson({ prompt })}\n`)
    return
  }
  const minutes = Math.max(Math.round((expiresAt - Date.now()) / 60_000), 1)
  const within = `within ${minutes} minute${minutes === 1 ? '' : 's'}`
  await stderr.write(
    verificationUriComplete === undefined
      ? `Open ${visible(verificationUri)} in a browser and enter the code ${visible(userCode)} ${within}.\n`
      : `Open ${visible(verificationUriComplete)} in a browser and confirm the code ${visible(userCode)} ${within}.\n`,
  )
}
