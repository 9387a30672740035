import type { Route } from '../route/define-route.ts'
import { accountRoutes } from './accounts.ts'
import { alertRoutes } from './alerts.ts'
import { exportAuditRoute, listAuditRoute, verifyAuditRoute } from './audit.ts'
import { connectionRoutes } from './connection.ts'
import { directoryRoutes } from './directory.ts'
import { governanceRoutes } from './governance.ts'
import { readHealth, readReadiness } from './health.ts'
import { jobRoutes } from './jobs.ts'
import { readMe } from './me.ts'
import { notificationRoutes } from './notifications.ts'
import { onedriveRoutes } from './onedrives.ts'
import { ownAccessRoutes } from './own-access.ts'
import { peopleRoutes } from './people.ts'
import { profileRoutes } from './profiles.ts'
import { requestRestoreRoute } from './restores.ts'
import { scimRoutes } from './scim.ts'
import { settingsRoutes } from './settings.ts'
import { signInRoutes } from './sign-in.ts'
import { signInLinkRoutes } from './sign-in-links.ts'
import { snapshotRoutes } from './snapshots.ts'

/** Every route that needs nothing but the services; a new one is added here. */
export const ROUTES: readonly Route[] = [
  readHealth,
  readReadiness,
  readMe,
  ...signInRoutes,
  ...signInLinkRoutes,
  ...ownAccessRoutes,
  ...accountRoutes,
  ...connectionRoutes,
  ...notificationRoutes,
  listAuditRoute,
  exportAuditRoute,
  verifyAuditRoute,
  ...profileRoutes,
  ...directoryRoutes,
  ...scimRoutes,
  ...alertRoutes,
  ...settingsRoutes,
  ...governanceRoutes,
  ...jobRoutes,
  ...peopleRoutes,
  ...onedriveRoutes,
  ...snapshotRoutes,
  requestRestoreRoute,
]
