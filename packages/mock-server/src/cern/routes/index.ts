import type { CernHandlers } from '../cernRequest.ts'
import type { Route } from '../router.ts'
import { applicationRoutes } from './applications.ts'
import { groupRoutes } from './groups.ts'
import { identityRoutes } from './identities.ts'
import { memberRoutes } from './members.ts'
import { registrationRoutes } from './registrations.ts'

/** What there is to ask for. In each table, names that are fixed come before those that are not. */
export const cernRoutes: readonly Route<CernHandlers>[] = [
  ...identityRoutes,
  ...groupRoutes,
  ...memberRoutes,
  ...applicationRoutes,
  ...registrationRoutes,
]
