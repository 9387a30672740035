import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { administrationRoute } from '../../base-routes.ts'
import { type Step, stepOf } from './steps.ts'

const page = createRoute({
  getParentRoute: () => administrationRoute,
  path: '/setup',
  validateSearch: (search: Record<string, unknown>): { step?: Step } => {
    const step = stepOf(search.step)
    return step === undefined ? {} : { step }
  },
  component: lazyRouteComponent(() => import('./setup-page.tsx'), 'SetupPage'),
  staticData: { needs: ['organisation:write'] },
})

export const setupRoutes = [page] as const
