import { loginRoutes } from '../auth/login-routes.ts'
import { controlRoutes } from '../control/control-routes.ts'
import { directoryRoutes } from '../directory/directory-routes.ts'
import type { Route } from '../http/route.ts'
import { subscriptionRoutes } from '../subscriptions/subscription-routes.ts'

/** Every route except the batch, which needs the pipeline itself. */
export const routes: readonly Route[] = [
  ...loginRoutes,
  ...directoryRoutes,
  ...subscriptionRoutes,
  ...controlRoutes,
]
