import type { IncomingHttpHeaders } from 'node:http'
import type { GraphEmulator } from '../emulator.ts'
import type { Tenant } from '../model/tenant.ts'

/** Which of Microsoft's hosts a route belongs to. */
export type HostKind = 'login' | 'graph' | 'sharepoint' | 'control'

/** Who calls, as the access token says. */
export interface Caller {
  readonly kind: 'app' | 'user'
  readonly appId: string
  /** Object id of the signed-in person (delegated tokens only). */
  readonly userId?: string
  /** Application permissions (or delegated scopes). */
  readonly roles: readonly string[]
}

/** Bases of all generated links, without a trailing slash, derived from the address that the client used. */
export interface Links {
  /** With the version of the request: `https://graph.microsoft.com/v1.0`, `http://127.0.0.1:8080/v1.0`. */
  readonly graph: string
  /** `https://contoso-my.sharepoint.com`, `http://127.0.0.1:8080/_sharepoint`. */
  readonly sharepoint: string
  /** `https://login.microsoftonline.com`, `http://127.0.0.1:8080`. */
  readonly login: string
}

/**
 * One request, as a route sees it. Graph paths arrive in canonical form: the many spellings of a drive item
 * (`/me/drive/root:/a/b:/children`, `/users/U/drives/D/items/I`, `/drives/D/root/children('a')`,
 * `…/root/microsoft.graph.delta(token='x')`) all match `/drives/:drive/items/:item/…` with
 *
 * - `params.drive`: the drive id, or '' when the drive was named by its owner, who then is in `params.user`;
 * - `params.item`: an item id, or the word `root`;
 * - `params.path`: the decoded path below that item (`a/b`), present only in path addressing;
 * - `params.user`: an id or user principal name (`me` is already replaced by the caller's id).
 */
export interface Context {
  readonly method: string
  readonly host: HostKind
  /** `v1.0`, `beta` or `v2.0` on the Graph host, otherwise ''. */
  readonly version: string
  /** The whole address that the client used. */
  readonly url: URL
  /** The raw path, still percent-encoded. */
  readonly path: string
  /** `get('select')`, `get('$select')` find both spellings. */
  readonly query: URLSearchParams
  readonly headers: IncomingHttpHeaders
  readonly params: Readonly<Record<string, string>>
  readonly emulator: GraphEmulator
  readonly tenant: Tenant
  /** Absent on routes without authentication. */
  readonly caller?: Caller
  readonly links: Links
  /** Aborted when the client goes away or the emulator is closed. */
  readonly signal: AbortSignal
  /** The whole request body. Throws a {@link ReplyError} of 413 above 256 MiB. */
  body(): Promise<Buffer>
  /** The body as JSON, `{}` when empty. Throws a {@link ReplyError} of 400 when it is not JSON. */
  json(): Promise<unknown>
}

/** What a route answers. At most one of `json`, `text`, `body`. */
export interface Reply {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly json?: unknown
  /** Already serialised JSON: for answers that are assembled or cached as text. */
  readonly rawJson?: string | Uint8Array
  readonly text?: string
  readonly body?: Uint8Array | AsyncIterable<Uint8Array>
  /** Length of an iterable body in bytes, sent as Content-Length. */
  readonly length?: number
}

export interface Route {
  /** Unique, dotted: `items.children`, `sharepoint.download`. Faults and the meter name routes by it. */
  readonly name: string
  readonly host: HostKind
  readonly method: string
  /** `/drives/:drive/items/:item/children`; a last segment `*` takes the rest. */
  readonly pattern: string
  /** Resource units (Graph host only; 0 elsewhere). */
  readonly units: number | ((c: Context) => number)
  /** Which bucket pays: SharePoint's by default. */
  readonly budget?: 'sharepoint' | 'directory'
  /** Application permissions of which one is enough; delegated callers are not checked. */
  readonly roles?: readonly string[]
  /** Served without an access token. */
  readonly open?: boolean
  /** Throwing a {@link ReplyError} answers with its reply. */
  handle(c: Context): Reply | Promise<Reply>
}

/** Thrown inside a route to answer at once. */
export class ReplyError extends Error {
  override readonly name = 'ReplyError'
  readonly reply: Reply

  constructor(reply: Reply) {
    super(`reply ${reply.status}`)
    this.reply = reply
  }
}

/** An error answer of Microsoft Graph; the server adds date and request ids to `innerError`. */
export function graphError(
  status: number,
  code: string,
  message: string,
  inner?: string | Readonly<Record<string, unknown>>,
  headers?: Readonly<Record<string, string>>,
): Reply {
  const innerError = typeof inner === 'string' ? { code: inner } : inner
  return {
    status,
    ...(headers && { headers }),
    json: { error: { code, message, ...(innerError && { innerError }) } },
  }
}

/** The same as something to throw. */
export function graphFailure(...args: Parameters<typeof graphError>): ReplyError {
  return new ReplyError(graphError(...args))
}
