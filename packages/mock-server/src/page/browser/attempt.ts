import { AdminError } from '../../admin/adminError.ts'
import { found } from './element.ts'

/** Does something, and says so if it fails. Resolves to whether it did not. */
export async function attempt(action: () => Promise<unknown>): Promise<boolean> {
  const notice = found('notice')
  try {
    await action()
    notice.hidden = true
    return true
  } catch (error) {
    if (isTokenWanted(error)) askForToken(error.reason)
    else {
      notice.textContent = error instanceof AdminError ? error.message : 'The server does not answer.'
      notice.hidden = false
    }
    return false
  }
}

/** Whether something failed for want of the admin token. */
export function isTokenWanted(error: unknown): error is AdminError {
  return error instanceof AdminError && error.code === 'admin_token_required'
}

/** Opens the dialog that asks for the admin token, unless it is open. */
export function askForToken(reason: string): void {
  const dialog = found<HTMLDialogElement>('token-dialog')
  found('token-reason').textContent = `${reason}. It stays in this page until it is closed.`
  if (!dialog.open) dialog.showModal()
}
