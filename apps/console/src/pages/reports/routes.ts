import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { administrationRoute } from '../../base-routes.ts'
import { reportSearch } from './report-search.ts'

const staticData = { needs: ['reports:read'] } as const

const page = createRoute({
  getParentRoute: () => administrationRoute,
  path: '/reports',
  /** Which schedule is being changed. */
  validateSearch: ({ schedule }: Record<string, unknown>): { schedule?: string } =>
    typeof schedule === 'string' ? { schedule } : {},
  component: lazyRouteComponent(() => import('./reports-page.tsx'), 'ReportsPage'),
  staticData,
})

const report = createRoute({
  getParentRoute: () => administrationRoute,
  path: '/reports/$report',
  validateSearch: reportSearch,
  component: lazyRouteComponent(() => import('./report/report-page.tsx'), 'ReportPage'),
  staticData,
})

export const reportsRoutes = [page, report] as const
