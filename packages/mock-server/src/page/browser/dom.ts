import { type Admin, createAdminClient } from '../../admin/client.ts'
import { AdminError } from '../../admin/contract.ts'
import { defaultSessionName, sessionHeader } from '../../session/sessionName.ts'

type Properties<Tag extends keyof HTMLElementTagNameMap> = Partial<
  Omit<HTMLElementTagNameMap[Tag], 'style' | 'dataset' | 'innerHTML' | 'outerHTML'>
>

/** Makes an element. What comes from the mock gets into the page as text alone. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Properties<Tag> = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const made = Object.assign(document.createElement(tag), properties)
  made.append(...children)
  return made
}

/** The element with this id, which the page has. */
export function getById<T extends HTMLElement = HTMLElement>(id: string): T {
  return document.getElementById(id) as T
}

/** Does something, and says so if it fails. Resolves to whether it did not. */
export async function attempt(action: () => Promise<unknown>): Promise<boolean> {
  const notice = getById('notice')
  try {
    await action()
    notice.hidden = true
    return true
  } catch (error) {
    if (isTokenRequired(error)) promptForToken(error.reason)
    else {
      notice.textContent = error instanceof AdminError ? error.message : 'The server does not answer.'
      notice.hidden = false
    }
    return false
  }
}

/** Whether something failed for want of the admin token. */
export function isTokenRequired(error: unknown): error is AdminError {
  return error instanceof AdminError && error.code === 'admin_token_required'
}

/** Opens the dialog that asks for the admin token, unless it is open. */
export function promptForToken(reason: string): void {
  const dialog = getById<HTMLDialogElement>('token-dialog')
  getById('token-reason').textContent = `${reason}. It stays in this page until it is closed.`
  if (!dialog.open) dialog.showModal()
}

/** The mock that this page is of. */
export interface Mock {
  /** The session that the page is about. */
  session: string
  adminToken: string | undefined
  /** The admin of that session. */
  admin(): Admin
  /** Asks a service, as a program under test in that session would. */
  request(path: string, token: string): Promise<Response>
}

/** The client that tokens of this page are given to: how its own requests are told from those of a test. */
export const ownClient = 'mock-page'

export function createMockConnection(): Mock {
  const { origin, pathname } = location
  const prefixed = /^\/__session\/([^/]+)/.exec(pathname)?.[1]
  return {
    session: prefixed ?? defaultSessionName,
    adminToken: undefined,
    admin() {
      const token = this.adminToken === undefined ? {} : { token: this.adminToken }
      return createAdminClient({ url: origin, session: this.session, ...token })
    },
    request(path, token) {
      const headers = { authorization: `Bearer ${token}`, [sessionHeader]: this.session }
      return fetch(path, { headers })
    },
  }
}

/** A part of the page. */
export interface Panel {
  /** Shows how the session is now. */
  refresh(): Promise<void>
  /** Shows another session, or the same from the start. */
  restart(): Promise<void>
}
