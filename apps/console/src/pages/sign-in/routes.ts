import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { rootRoute } from '../../base-routes.ts'

const signIn = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: ({ to, problem }: Record<string, unknown>): { to?: string; problem?: string } => ({
    ...(typeof to === 'string' && /^\/(?![/\\])/.test(to) && { to }),
    ...(typeof problem === 'string' && { problem }),
  }),
  component: lazyRouteComponent(() => import('./sign-in-page.tsx'), 'SignInPage'),
})

/** Of one-time links the token stands behind the #, which no server and no log ever sees. */
function linkRoute<const Path extends string>(path: Path) {
  return createRoute({
    getParentRoute: () => rootRoute,
    path,
    component: lazyRouteComponent(() => import('./link-page.tsx'), 'LinkPage'),
  })
}

export const signInRoutes = [
  signIn,
  linkRoute('/welcome'),
  linkRoute('/invitation'),
  linkRoute('/password'),
] as const
