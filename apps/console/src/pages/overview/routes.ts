import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { administrationRoute } from '../../base-routes.ts'
import { lateSearchOf, overviewSearchOf } from './search.ts'

const page = createRoute({
  getParentRoute: () => administrationRoute,
  path: '/',
  validateSearch: overviewSearchOf,
  component: lazyRouteComponent(() => import('./overview-page.tsx'), 'OverviewPage'),
  staticData: { needs: ['people:read', 'audit:read'] },
})

const late = createRoute({
  getParentRoute: () => administrationRoute,
  path: '/late',
  validateSearch: lateSearchOf,
  component: lazyRouteComponent(() => import('./late/late-page.tsx'), 'LatePage'),
  staticData: { needs: ['people:read'] },
})

export const overviewRoutes = [page, late] as const
