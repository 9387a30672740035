import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, createRoute, redirect } from '@tanstack/react-router'
import { type Me, meQuery } from './api/me.ts'
import { Broken, NotFound } from './shell/broken.tsx'
import { Allowed, SignedInShell } from './shell/shells.tsx'

export interface RouterContext {
  readonly queries: QueryClient
}

/** Above all pages. */
export const rootRoute = createRootRouteWithContext<RouterContext>()({
  errorComponent: Broken,
  notFoundComponent: NotFound,
})

/** Above all pages that want somebody to be signed in; whoever is not comes back after it. */
export const signedInRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'signed-in',
  component: SignedInShell,
  async beforeLoad({ context, location }): Promise<{ me: Me }> {
    const me = await context.queries.ensureQueryData(meQuery)
    if (me === null) throw redirect({ to: '/sign-in', search: { to: location.href } })
    return { me }
  },
})

/** Above the pages of administrators. */
export const administrationRoute = createRoute({
  getParentRoute: () => signedInRoute,
  id: 'administration',
  component: Allowed,
  beforeLoad({ context: { me } }) {
    if (me.role === 'person') throw redirect({ to: '/my' })
  },
})

/** Above the pages of a person, whose OneDrive it is. */
export const ownRoute = createRoute({
  getParentRoute: () => signedInRoute,
  id: 'own',
  component: Allowed,
  beforeLoad({ context: { me } }) {
    if (me.role !== 'person') throw redirect({ to: '/' })
  },
})
