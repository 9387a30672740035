import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { browserSearch } from '../../backup-browser/browser-search.ts'
import { administrationRoute } from '../../base-routes.ts'

const page = createRoute({
  getParentRoute: () => administrationRoute,
  path: '/onedrive/$personId/restore',
  validateSearch: browserSearch,
  component: lazyRouteComponent(() => import('./restore-page.tsx'), 'RestorePage'),
  staticData: { needs: ['data:read'] },
})

export const restoreRoutes = [page] as const
