import { PERMISSIONS } from '@holdfast/control'
import { z } from 'zod'
import { permissionsOf, reasonOf } from './access.ts'
import type { RouteDescription } from './define-route.ts'

/** Throws, saying why, when the description of a route does not hold together: a mistake of whoever wrote it. */
export function checkRoute(route: RouteDescription): void {
  const mistake = mistakeIn(route)
  if (mistake !== undefined) throw new TypeError(`The route ${route.id} ${mistake}.`)
}

function mistakeIn(route: RouteDescription): string | undefined {
  const { id, url, method, body, params, ifMatch, idempotent, answers } = route
  if (!/^[a-z][a-zA-Z]+$/.test(id)) return 'needs an id in camel case'
  if (!url.startsWith('/')) return 'has an address without a slash'
  if (!saysWhoMay(route)) return 'does not say who may use it: a permission, or why none is needed'
  if (body !== undefined && method === 'GET') return 'reads, and has a body'
  if (ifMatch && (method === 'GET' || method === 'POST')) return 'cannot be a change of a version'
  if (idempotent !== undefined && method !== 'POST') return 'is no POST: only those take an Idempotency-Key'
  if (Object.keys(answers).length === 0) return 'has no answer'
  const named = [...url.matchAll(/:(\w+)/g)].map(([, name]) => name)
  const described = params instanceof z.ZodObject ? Object.keys(params.shape) : []
  return named.join() === described.join() ? undefined : 'does not describe the parameters of its address'
}

function saysWhoMay({ access }: RouteDescription): boolean {
  // The compiler sees to this, too; here it holds for whoever goes round it.
  if (typeof access !== 'object' || access === null || Object.keys(access).length !== 1) return false
  const permissions = permissionsOf(access)
  if (permissions.length > 0) return permissions.every((permission) => PERMISSIONS.includes(permission))
  return (reasonOf(access)?.length ?? 0) >= 10
}
