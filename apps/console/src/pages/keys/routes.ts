import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { administrationRoute } from '../../base-routes.ts'

/** What is open above the page. */
const DIALOGS = ['invite', 'service'] as const

const page = createRoute({
  getParentRoute: () => administrationRoute,
  path: '/keys',
  validateSearch: (search: Record<string, unknown>): { do?: (typeof DIALOGS)[number] } => {
    const open = DIALOGS.find((each) => each === search.do)
    return open === undefined ? {} : { do: open }
  },
  component: lazyRouteComponent(() => import('./keys-page.tsx'), 'KeysPage'),
  staticData: { needs: ['organisation:read'] },
})

const kit = createRoute({
  getParentRoute: () => administrationRoute,
  path: '/keys/recovery-kit',
  component: lazyRouteComponent(() => import('./kit/kit-page.tsx'), 'KitPage'),
  staticData: { needs: ['organisation:write'] },
})

export const keysRoutes = [page, kit] as const
