import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { administrationRoute } from '../../base-routes.ts'
import { jobSearch, logSearch } from './job-search.ts'

const list = createRoute({
  getParentRoute: () => administrationRoute,
  path: '/jobs',
  validateSearch: jobSearch,
  component: lazyRouteComponent(() => import('./jobs-page.tsx'), 'JobsPage'),
  staticData: { needs: ['jobs:read'] },
})

const job = createRoute({
  getParentRoute: () => administrationRoute,
  path: '/jobs/$jobId',
  validateSearch: logSearch,
  component: lazyRouteComponent(() => import('./job-page.tsx'), 'JobPage'),
  staticData: { needs: ['jobs:read'] },
})

export const jobsRoutes = [list, job] as const
