import type { Route } from '../route/define-route.ts'
import { accountRoutes } from './accounts.ts'
import { alertRoutes } from './alerts.ts'
import { exportAuditRoute, listAuditRoute, readAuditChoicesRoute, verifyAuditRoute } from './audit.ts'
import { backupFailuresRoute } from './backup-failures.ts'
import { budgetRoute } from './budget.ts'
import { connectionRoutes } from './connection.ts'
import { directoryRoutes } from './directory.ts'
import { governanceRoutes } from './governance.ts'
import { growthRoute } from './growth.ts'
import { readHealth, readReadiness } from './health.ts'
import { jobRoutes } from './jobs.ts'
import { keyRoutes } from './keys.ts'
import { readMe } from './me.ts'
import { notificationRoutes } from './notifications.ts'
import { onedriveRoutes } from './onedrives.ts'
import { ownAccessRoutes } from './own-access.ts'
import { ownBackupRoutes } from './own-backup.ts'
import { peopleRoutes } from './people.ts'
import { profileRoutes } from './profiles.ts'
import { recoveryPointRoutes } from './recovery-points.ts'
import { reportScheduleRoutes } from './report-schedules.ts'
import { reportRoutes } from './reports.ts'
import { restoreRoutes } from './restores.ts'
import { scimRoutes } from './scim.ts'
import { settingsRoutes } from './settings.ts'
import { signInRoutes } from './sign-in.ts'
import { signInLinkRoutes } from './sign-in-links.ts'
import { snapshotRoutes } from './snapshots.ts'
import { listStoragesRoute } from './storages.ts'

/** Every route that needs nothing but the services; a new one is added here. */
export const ROUTES: readonly Route[] = [
  readHealth,
  readReadiness,
  readMe,
  ...signInRoutes,
  ...signInLinkRoutes,
  ...ownAccessRoutes,
  ...ownBackupRoutes,
  ...accountRoutes,
  ...connectionRoutes,
  ...notificationRoutes,
  listAuditRoute,
  readAuditChoicesRoute,
  exportAuditRoute,
  verifyAuditRoute,
  ...profileRoutes,
  ...directoryRoutes,
  ...scimRoutes,
  ...alertRoutes,
  ...settingsRoutes,
  listStoragesRoute,
  ...keyRoutes,
  ...governanceRoutes,
  growthRoute,
  ...recoveryPointRoutes,
  backupFailuresRoute,
  budgetRoute,
  ...jobRoutes,
  ...peopleRoutes,
  ...onedriveRoutes,
  ...snapshotRoutes,
  ...reportRoutes,
  ...reportScheduleRoutes,
  ...restoreRoutes,
]
