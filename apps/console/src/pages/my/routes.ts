import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { browserSearch } from '../../backup-browser/browser-search.ts'
import { ownRoute } from '../../base-routes.ts'

const staticData = { needs: ['own:read'] } as const

const home = createRoute({
  getParentRoute: () => ownRoute,
  path: '/my',
  component: lazyRouteComponent(() => import('./home-page.tsx'), 'HomePage'),
  staticData,
})

const files = createRoute({
  getParentRoute: () => ownRoute,
  path: '/my/files',
  validateSearch: browserSearch,
  component: lazyRouteComponent(() => import('./files-page.tsx'), 'FilesPage'),
  staticData,
})

const activity = createRoute({
  getParentRoute: () => ownRoute,
  path: '/my/activity',
  component: lazyRouteComponent(() => import('./activity-page.tsx'), 'ActivityPage'),
  staticData,
})

const privacy = createRoute({
  getParentRoute: () => ownRoute,
  path: '/my/privacy',
  component: lazyRouteComponent(() => import('./privacy-page.tsx'), 'PrivacyPage'),
  staticData,
})

export const myRoutes = [home, files, activity, privacy] as const
