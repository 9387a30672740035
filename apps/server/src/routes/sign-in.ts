import { HoldfastError } from '@holdfast/base'
import {
  accessErrors,
  codeInput,
  giveSecondFactor,
  isOrganisationSignInOpen,
  type SignIn,
  signIn,
  signInInput,
  signOut,
} from '@holdfast/control'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { SESSION_COOKIE } from '../http/credential.ts'
import { ownPath } from '../http/own-path.ts'
import { clearSessionCookies, setSessionCookies } from '../http/session-cookies.ts'
import { component } from '../openapi/components.ts'
import { Answer, nothing, text } from '../route/answer.ts'
import { defineRoute, type Route } from '../route/define-route.ts'

export const signedIn = component(
  'SignedIn',
  z.object({
    stage: z
      .enum(['second-factor', 'full'])
      .describe(
        '`second-factor`: the session is good for giving the code, or for setting the app up, alone.',
      ),
    needs: z.enum(['code', 'set-up']).optional(),
    expiresAt: z.date(),
    newPlace: z.boolean().describe('From a network that this account was never seen in.'),
  }),
)

const tags = ['access'] as const
/** For ten minutes, while the browser is at the provider. */
const FLOW_COOKIE = 'holdfast_flow'
const FLOW_SECONDS = 600
/** Beside it: the page that was wanted. */
const WANTED_COOKIE = 'holdfast_wanted'
const CALLBACK = '/api/v1/sign-in/organisation/callback'

/** Puts the session into the browser's cookies; its token appears nowhere else. */
export function beginSession(reply: FastifyReply, { token, stage, needs, expiresAt, newPlace }: SignIn) {
  setSessionCookies(reply, { token, expiresAt })
  return { stage, expiresAt, newPlace, ...(needs !== undefined && { needs }) }
}

const signInRoute = defineRoute({
  id: 'signIn',
  method: 'POST',
  url: '/api/v1/sign-in',
  access: { public: 'nobody is signed in before' },
  tags,
  summary: 'Signs in with address and password; the session comes as cookies',
  body: signInInput,
  answers: { 200: signedIn },
  errors: ['HF_SIGN_IN_FAILED', 'HF_TOO_MANY_ATTEMPTS'],
  idempotent: false,
  handle: async ({ services, control, body, request, reply }) => {
    const attempt = () => signIn(control, body, request.ip)
    return beginSession(reply, await services.attempts.attempt(request.ip, attempt))
  },
})

const giveSecondFactorRoute = defineRoute({
  id: 'giveSecondFactor',
  method: 'POST',
  url: '/api/v1/sign-in/code',
  access: { signingIn: 'the code is what is still owed' },
  tags,
  summary: 'Gives the code of the authenticator app, or a recovery code',
  body: codeInput,
  answers: { 200: signedIn },
  errors: ['HF_SESSION_NEEDED', 'HF_CODE_WRONG', 'HF_TOO_MANY_ATTEMPTS'],
  idempotent: false,
  handle: async ({ services, control, body, request, reply }) => {
    const attempt = () => giveSecondFactor(control, sessionToken(request), body.code, request.ip)
    return beginSession(reply, await services.attempts.attempt(request.ip, attempt))
  },
})

const signOutRoute = defineRoute({
  id: 'signOut',
  method: 'POST',
  url: '/api/v1/sign-out',
  access: { signingIn: 'whoever has a session may end it' },
  tags,
  summary: 'Ends the session',
  answers: { 204: nothing },
  idempotent: false,
  handle: async ({ control, request, reply }) => {
    const token = request.cookies[SESSION_COOKIE]
    if (token) await signOut(control, token)
    clearSessionCookies(reply)
    return undefined
  },
})

const optionsRoute = defineRoute({
  id: 'readSignInOptions',
  method: 'GET',
  url: '/api/v1/sign-in/options',
  access: { public: 'the page where one signs in shows them' },
  tags,
  summary: 'In which ways one can sign in here',
  answers: { 200: z.object({ organisation: z.boolean().describe('With the organisation.') }) },
  handle: async ({ control }) => ({ organisation: await isOrganisationSignInOpen(control) }),
})

const beginOrganisationRoute = defineRoute({
  id: 'beginOrganisationSignIn',
  method: 'GET',
  url: '/api/v1/sign-in/organisation',
  access: { public: 'nobody is signed in before' },
  tags,
  summary: 'Sends the browser to the organisation’s sign-in (OpenID Connect)',
  query: z.object({
    to: z.string().optional().describe('The page of this server where the browser comes to in the end.'),
  }),
  answers: { 302: text('To the provider.', 'text/plain') },
  errors: ['HF_OIDC_NOT_SET_UP', 'HF_OIDC_FAILED'],
  handle: ({ services, request, reply, query }) => {
    const wanted = ownPath(query.to, originOf(request))
    return orBackToPage(request, wanted, async () => {
      const { url, flow } = await services.organisationSignIn.begin(`${originOf(request)}${CALLBACK}`)
      const cookie = { ...flowCookie(request), maxAge: FLOW_SECONDS }
      reply.setCookie(FLOW_COOKIE, flow, cookie).setCookie(WANTED_COOKIE, wanted, cookie)
      return redirect(url)
    })
  },
})

const finishOrganisationRoute = defineRoute({
  id: 'finishOrganisationSignIn',
  method: 'GET',
  url: CALLBACK,
  access: { public: 'the provider sends the browser here' },
  tags,
  summary: 'Where the organisation’s sign-in comes back to',
  // Whatever the provider says; the rule behind looks at it.
  query: z.looseObject({
    state: z.string().optional(),
    code: z.string().optional(),
    error: z.string().optional(),
  }),
  answers: { 302: text('To the page that was wanted.', 'text/plain') },
  errors: ['HF_OIDC_NOT_SET_UP', 'HF_OIDC_FAILED', 'HF_OIDC_REFUSED', 'HF_TOO_MANY_ATTEMPTS'],
  handle: ({ services, request, reply }) => {
    const { [FLOW_COOKIE]: flow = '', [WANTED_COOKIE]: kept } = request.cookies
    const wanted = ownPath(kept, originOf(request))
    return orBackToPage(request, wanted, async () => {
      for (const name of [FLOW_COOKIE, WANTED_COOKIE]) reply.clearCookie(name, flowCookie(request))
      const query = new URL(request.url, 'http://callback').searchParams
      const signIn = () => services.organisationSignIn.finish(flow, query, request.ip)
      beginSession(reply, await services.attempts.attempt(request.ip, signIn))
      return redirect(wanted)
    })
  },
})

export const signInRoutes: readonly Route[] = [
  signInRoute,
  giveSecondFactorRoute,
  signOutRoute,
  optionsRoute,
  beginOrganisationRoute,
  finishOrganisationRoute,
]

/** Raises HF_SESSION_NEEDED for whoever came with an API token. */
function sessionToken({ cookies }: FastifyRequest): string {
  const token = cookies[SESSION_COOKIE]
  if (!token) throw accessErrors.HF_SESSION_NEEDED()
  return token
}

function originOf({ protocol, host }: FastifyRequest): string {
  return `${protocol}://${host}`
}

/** Lax, since the provider's page leads back here. */
function flowCookie({ protocol }: FastifyRequest) {
  return { path: '/api/v1/sign-in', sameSite: 'lax', httpOnly: true, secure: protocol === 'https' } as const
}

/** What goes wrong on the way of a browser is said by the page where one signs in; a program gets the problem itself. */
async function orBackToPage(
  { headers, log }: FastifyRequest,
  wanted: string,
  work: () => Promise<Answer<string>>,
): Promise<Answer<string>> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof HoldfastError) || !headers.accept?.includes('text/html')) throw error
    log.warn({ err: error.cause ?? error, code: error.code }, 'sign-in with the organisation failed')
    const to = wanted === '/' ? '' : `&to=${encodeURIComponent(wanted)}`
    return redirect(`/sign-in?problem=${encodeURIComponent(error.code)}${to}`)
  }
}

function redirect(location: string): Answer<string> {
  return new Answer(302, '', { location, 'content-type': 'text/plain' })
}
