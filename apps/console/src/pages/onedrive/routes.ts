import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { administrationRoute } from '../../base-routes.ts'
import { peopleSearchOf } from './list/people-search.ts'
import { personSearchOf } from './person/person-search.ts'

const list = createRoute({
  getParentRoute: () => administrationRoute,
  path: '/onedrive',
  validateSearch: peopleSearchOf,
  component: lazyRouteComponent(() => import('./list/onedrive-page.tsx'), 'OneDrivePage'),
  staticData: { needs: ['people:read'] },
})

const person = createRoute({
  getParentRoute: () => administrationRoute,
  path: '/onedrive/$personId',
  validateSearch: personSearchOf,
  component: lazyRouteComponent(() => import('./person/person-page.tsx'), 'PersonPage'),
  staticData: { needs: ['people:read'] },
})

export const onedriveRoutes = [list, person] as const
