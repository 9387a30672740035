import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { administrationRoute } from '../../base-routes.ts'
import { auditSearch } from './audit-search.ts'

const page = createRoute({
  getParentRoute: () => administrationRoute,
  path: '/audit',
  validateSearch: auditSearch,
  component: lazyRouteComponent(() => import('./audit-page.tsx'), 'AuditPage'),
  staticData: { needs: ['audit:read'] },
})

export const auditRoutes = [page] as const
