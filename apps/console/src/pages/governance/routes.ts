import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { administrationRoute } from '../../base-routes.ts'
import { governanceSearchOf } from './search.ts'

const page = createRoute({
  getParentRoute: () => administrationRoute,
  path: '/governance',
  validateSearch: governanceSearchOf,
  component: lazyRouteComponent(() => import('./governance-page.tsx'), 'GovernancePage'),
  staticData: { needs: ['reports:read'] },
})

export const governanceRoutes = [page] as const
