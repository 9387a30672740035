import type { QueryClient } from '@tanstack/react-query'
import { createRouter } from '@tanstack/react-router'
import { administrationRoute, ownRoute, rootRoute, signedInRoute } from './base-routes.ts'
import { accountRoutes } from './pages/account/routes.ts'
import { alertsRoutes } from './pages/alerts/routes.ts'
import { auditRoutes } from './pages/audit/routes.ts'
import { governanceRoutes } from './pages/governance/routes.ts'
import { jobsRoutes } from './pages/jobs/routes.ts'
import { keysRoutes } from './pages/keys/routes.ts'
import { myRoutes } from './pages/my/routes.ts'
import { onedriveRoutes } from './pages/onedrive/routes.ts'
import { overviewRoutes } from './pages/overview/routes.ts'
import { peopleRoutes } from './pages/people/routes.ts'
import { profilesRoutes } from './pages/profiles/routes.ts'
import { reportsRoutes } from './pages/reports/routes.ts'
import { restoreRoutes } from './pages/restore/routes.ts'
import { settingsRoutes } from './pages/settings/routes.ts'
import { setupRoutes } from './pages/setup/routes.ts'
import { signInRoutes } from './pages/sign-in/routes.ts'

const routeTree = rootRoute.addChildren([
  ...signInRoutes,
  signedInRoute.addChildren([
    ...accountRoutes,
    administrationRoute.addChildren([
      ...overviewRoutes,
      ...setupRoutes,
      ...onedriveRoutes,
      ...restoreRoutes,
      ...peopleRoutes,
      ...profilesRoutes,
      ...governanceRoutes,
      ...reportsRoutes,
      ...jobsRoutes,
      ...alertsRoutes,
      ...auditRoutes,
      ...keysRoutes,
      ...settingsRoutes,
    ]),
    ownRoute.addChildren([...myRoutes]),
  ]),
])

export function makeRouter(queries: QueryClient) {
  return createRouter({
    routeTree,
    context: { queries },
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    scrollRestoration: true,
    // Of an address only what a page knows of: nonsense in it reaches nobody.
    search: { strict: true },
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>
  }
}
