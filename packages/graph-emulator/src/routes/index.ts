import { loginRoutes } from '../auth/login-routes.ts'
import { controlRoutes } from '../control/control-routes.ts'
import { directoryRoutes } from '../directory/directory-routes.ts'
import { groupRoutes } from '../directory/group-routes.ts'
import type { Route } from '../http/route.ts'
import { subscriptionRoutes } from '../subscriptions/subscription-routes.ts'
import { contentRoutes } from './content-routes.ts'
import { copyRoutes } from './copy-routes.ts'
import { deltaRoutes } from './delta-routes.ts'
import { driveRoutes } from './drive-routes.ts'
import { itemRoutes } from './item-routes.ts'
import { permissionRoutes } from './permission-routes.ts'
import { uploadRoutes } from './upload-routes.ts'
import { versionRoutes } from './version-routes.ts'

/** Every route except the batch, which needs the pipeline itself. */
export const routes: readonly Route[] = [
  ...loginRoutes,
  ...directoryRoutes,
  ...groupRoutes,
  ...driveRoutes,
  ...itemRoutes,
  ...contentRoutes,
  ...uploadRoutes,
  ...deltaRoutes,
  ...versionRoutes,
  ...permissionRoutes,
  ...copyRoutes,
  ...subscriptionRoutes,
  ...controlRoutes,
]
