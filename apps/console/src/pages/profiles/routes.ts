import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { administrationRoute } from '../../base-routes.ts'
import { isStep, type Step } from './wizard/step.ts'

const profiles = createRoute({
  getParentRoute: () => administrationRoute,
  path: '/profiles',
  validateSearch: ({ deleted }: Record<string, unknown>): { deleted?: boolean } =>
    deleted === true ? { deleted } : {},
  component: lazyRouteComponent(() => import('./profiles-page.tsx'), 'ProfilesPage'),
  staticData: { needs: ['profiles:read'] },
})

const stepOf = ({ step }: Record<string, unknown>): { step?: Step } => (isStep(step) ? { step } : {})

const create = createRoute({
  getParentRoute: () => administrationRoute,
  path: '/profiles/new',
  validateSearch: stepOf,
  component: lazyRouteComponent(() => import('./wizard/new-profile-page.tsx'), 'NewProfilePage'),
  staticData: { needs: ['profiles:write'] },
})

const profile = createRoute({
  getParentRoute: () => administrationRoute,
  path: '/profiles/$profileId',
  component: lazyRouteComponent(() => import('./profile-page.tsx'), 'ProfilePage'),
  staticData: { needs: ['profiles:read'] },
})

const edit = createRoute({
  getParentRoute: () => administrationRoute,
  path: '/profiles/$profileId/edit',
  validateSearch: stepOf,
  component: lazyRouteComponent(() => import('./wizard/edit-profile-page.tsx'), 'EditProfilePage'),
  staticData: { needs: ['profiles:write'] },
})

const exclusions = createRoute({
  getParentRoute: () => administrationRoute,
  path: '/exclusions',
  component: lazyRouteComponent(() => import('./exclusions/exclusions-page.tsx'), 'ExclusionsPage'),
  staticData: { needs: ['organisation:read'] },
})

export const profilesRoutes = [profiles, create, profile, edit, exclusions] as const
