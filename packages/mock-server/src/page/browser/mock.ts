import type { Admin } from '../../admin/admin.ts'
import { createAdminClient } from '../../admin/adminClient.ts'
import { defaultSessionName } from '../../sessions/session.ts'
import { sessionHeader } from '../../sessions/sessionName.ts'

/** The mock that this page is of. */
export interface Mock {
  /** The session that the page is about. */
  session: string
  adminToken: string | undefined
  /** The admin of that session. */
  admin(): Admin
  /** Asks a service, as a program under test in that session would. */
  ask(path: string, token: string): Promise<Response>
}

/** The client that tokens of this page are given to: how its own requests are told from those of a test. */
export const ownClient = 'mock-page'

export function createMock(): Mock {
  const { origin, pathname } = location
  const prefixed = /^\/__session\/([^/]+)/.exec(pathname)?.[1]
  return {
    session: prefixed ?? defaultSessionName,
    adminToken: undefined,
    admin() {
      const token = this.adminToken === undefined ? {} : { token: this.adminToken }
      return createAdminClient({ url: origin, session: this.session, ...token })
    },
    ask(path, token) {
      const headers = { authorization: `Bearer ${token}`, [sessionHeader]: this.session }
      return fetch(path, { headers })
    },
  }
}
