import type { Route } from '../route/define-route.ts'
import { exportAuditRoute, listAuditRoute, verifyAuditRoute } from './audit.ts'
import { readHealth, readReadiness } from './health.ts'
import { jobRoutes } from './jobs.ts'
import { readMe } from './me.ts'
import { onedriveRoutes } from './onedrives.ts'
import { peopleRoutes } from './people.ts'
import { listProfilesRoute, readProfileRoute } from './profiles.ts'

/** Every route that needs nothing but the services; a new one is added here. */
export const ROUTES: readonly Route[] = [
  readHealth,
  readReadiness,
  readMe,
  listAuditRoute,
  exportAuditRoute,
  verifyAuditRoute,
  listProfilesRoute,
  readProfileRoute,
  ...jobRoutes,
  ...peopleRoutes,
  ...onedriveRoutes,
]
