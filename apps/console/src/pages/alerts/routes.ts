import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { administrationRoute } from '../../base-routes.ts'
import { alertSearch } from './alert-search.ts'

const list = createRoute({
  getParentRoute: () => administrationRoute,
  path: '/alerts',
  validateSearch: alertSearch,
  component: lazyRouteComponent(() => import('./alerts-page.tsx'), 'AlertsPage'),
  staticData: { needs: ['alerts:read'] },
})

const rules = createRoute({
  getParentRoute: () => administrationRoute,
  path: '/alerts/rules',
  component: lazyRouteComponent(() => import('./rules-page.tsx'), 'RulesPage'),
  staticData: { needs: ['alerts:read'] },
})

const subscriptions = createRoute({
  getParentRoute: () => administrationRoute,
  path: '/alerts/subscriptions',
  component: lazyRouteComponent(() => import('./subscriptions-page.tsx'), 'SubscriptionsPage'),
  staticData: { needs: ['alerts:read'] },
})

export const alertsRoutes = [list, rules, subscriptions] as const
