import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { administrationRoute } from '../../base-routes.ts'
import { isSection, SECTION_NAMES, SECTIONS, type Section } from './sections.ts'

const needs = ['organisation:read', 'accounts:read'] as const
/** From here on the list of sections has room at the side. */
const DESK = '(min-width: 900px)'

const list = createRoute({
  getParentRoute: () => administrationRoute,
  path: '/settings',
  component: lazyRouteComponent(() => import('./settings-list-page.tsx'), 'SettingsListPage'),
  staticData: { needs },
  beforeLoad({ context: { me } }) {
    const first = SECTION_NAMES.find((each) => me.permissions.includes(SECTIONS[each]))
    if (first !== undefined && matchMedia(DESK).matches) {
      throw redirect({ to: '/settings/$section', params: { section: first }, replace: true })
    }
  },
})

const section = createRoute({
  getParentRoute: () => administrationRoute,
  path: '/settings/$section',
  params: {
    parse: ({ section: name }): { section: Section } => ({
      section: isSection(name) ? name : 'connection',
    }),
    stringify: ({ section: name }) => ({ section: name }),
  },
  validateSearch: ({ account }: Record<string, unknown>): { account?: string } =>
    typeof account === 'string' ? { account } : {},
  component: lazyRouteComponent(() => import('./settings-page.tsx'), 'SettingsPage'),
  staticData: { needs },
})

export const settingsRoutes = [list, section] as const
