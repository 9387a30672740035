import type { FastifySchema } from 'fastify'
import { z } from 'zod'
import { PROBLEM_TYPE, problem } from '../http/problem.ts'
import { isScim, SCIM_TYPE, scimError } from '../http/scim-error.ts'
import { isPublic, permissionsOf, reasonOf } from '../route/access.ts'
import { isText, type TextAnswer } from '../route/answer.ts'
import type { Route } from '../route/define-route.ts'
import { errorsOf } from './errors-of.ts'

/** What Fastify checks requests and answers by, and what the API's document says of a route. */
export function schemaOf(route: Route): FastifySchema {
  const { id, tags, summary, description, params, query, body, access, consumes } = route
  const notes = [description, accessNote(route)].filter(Boolean)
  return {
    operationId: id,
    tags,
    summary,
    description: notes.join('\n\n'),
    ...(params && { params }),
    ...(query && { querystring: query }),
    ...(body && { body }),
    ...(consumes && { consumes: [consumes] }),
    ...(isPublic(access) && { security: [] }),
    response: { ...answersOf(route), ...problemsOf(route) },
  } as FastifySchema
}

function accessNote({ access }: Route): string {
  const permissions = permissionsOf(access)
  if (permissions.length > 0) return `Needs \`${permissions.join('` or `')}\`.`
  return `${isPublic(access) ? 'Needs no sign-in' : 'Needs no permission'}: ${reasonOf(access)}.`
}

function answersOf({ answers }: Route): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(answers).map(([status, answer]) => [status, isText(answer) ? textOf(answer) : answer]),
  )
}

function textOf({ description, mediaTypes }: TextAnswer) {
  const contents = mediaTypes.map((type) => [
    type,
    { schema: type.endsWith('+json') ? z.looseObject({}) : z.string() },
  ])
  return { description, content: Object.fromEntries(contents) }
}

function problemsOf(route: Route): Record<string, unknown> {
  const content = isScim(route.url)
    ? { [SCIM_TYPE]: { schema: scimError } }
    : { [PROBLEM_TYPE]: { schema: problem } }
  return Object.fromEntries(
    [...errorsOf(route)].map(([status, codes]) => [status, { description: codes.join(', '), content }]),
  )
}
