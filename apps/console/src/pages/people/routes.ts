import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { administrationRoute } from '../../base-routes.ts'
import { searchOf } from './search.ts'

const page = createRoute({
  getParentRoute: () => administrationRoute,
  path: '/people',
  validateSearch: searchOf,
  component: lazyRouteComponent(() => import('./people-page.tsx'), 'PeoplePage'),
  staticData: { needs: ['people:read'] },
})

const fromFile = createRoute({
  getParentRoute: () => administrationRoute,
  path: '/people/import',
  component: lazyRouteComponent(() => import('./import/import-page.tsx'), 'ImportPage'),
  staticData: { needs: ['people:write'] },
})

export const peopleRoutes = [page, fromFile] as const
