import type { Admin } from '../../admin/adminApi.ts'
import { createAdminClient } from '../../admin/client.ts'
import { AdminError } from '../../admin/contract.ts'
import { decodeSessionName, defaultSessionName, sessionHeader } from '../../session/sessionName.ts'

type Properties<Tag extends keyof HTMLElementTagNameMap> = Partial<
  Omit<HTMLElementTagNameMap[Tag], 'style' | 'dataset' | 'innerHTML' | 'outerHTML'>
>

/** Creates an element. Data of the mock enters the page as text only. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Properties<Tag> = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const made = Object.assign(document.createElement(tag), properties)
  made.append(...children)
  return made
}

/** Returns the element with this id, which exists in page.html. */
export function getById<T extends HTMLElement = HTMLElement>(id: string): T {
  return document.getElementById(id) as T
}

/** Executes an action and shows its error. Resolves to true on success. */
export async function attempt(action: () => Promise<unknown>): Promise<boolean> {
  const notice = getById('notice')
  try {
    await action()
    notice.hidden = true
    return true
  } catch (error) {
    if (isTokenRequired(error)) promptForToken(error.reason)
    else {
      notice.textContent = error instanceof AdminError ? error.message : 'The server does not respond.'
      notice.hidden = false
    }
    return false
  }
}

/** True if the admin token is missing or wrong. */
export function isTokenRequired(error: unknown): error is AdminError {
  return error instanceof AdminError && error.code === 'admin_token_required'
}

/** Opens the dialog for the admin token, unless it is open. */
export function promptForToken(reason: string): void {
  const dialog = getById<HTMLDialogElement>('token-dialog')
  getById('token-reason').textContent = `${reason}. It is stored only until the page is closed.`
  if (!dialog.open) dialog.showModal()
}

/** The mock that the page shows. */
export interface Mock {
  /** The name of the current session. */
  session: string
  adminToken: string | undefined
  /** Returns the admin API for the current session. */
  admin(): Admin
  /** Sends a request to a service, as a program in the current session would. */
  request(path: string, token: string): Promise<Response>
}

/** The client id of the page's own tokens, which distinguishes its requests from those of a test. */
export const ownClient = 'mock-page'

export function createMockConnection(): Mock {
  const { origin, pathname } = location
  // The public URL of the mock may have a path.
  const [, path = '', prefixed] = /^(.*?)\/(?:__session\/([^/]+)\/)?$/.exec(pathname) ?? []
  const url = origin + path
  return {
    session: prefixed === undefined ? defaultSessionName : decodeSessionName(prefixed),
    adminToken: undefined,
    admin() {
      const token = this.adminToken === undefined ? {} : { token: this.adminToken }
      return createAdminClient({ url, session: this.session, ...token })
    },
    request(servicePath, token) {
      const headers = { authorization: `Bearer ${token}`, [sessionHeader]: encodeURIComponent(this.session) }
      return fetch(url + servicePath, { headers })
    },
  }
}

/** A section of the page. */
export interface Panel {
  /** Shows the current state of the session. */
  refresh(): Promise<void>
  /** Shows the session from scratch, after a change of session or a reset. */
  restart(): Promise<void>
}
