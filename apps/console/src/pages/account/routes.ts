import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { signedInRoute } from '../../base-routes.ts'

const page = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/account',
  component: lazyRouteComponent(() => import('./account-page.tsx'), 'AccountPage'),
})

export const accountRoutes = [page] as const
