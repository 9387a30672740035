import { type Context, graphError, graphFailure, type Reply, type Route } from '../http/route.ts'
import { isOfficeFile } from '../model/mime-types.ts'
import { invalidName, nameProblem } from '../model/names.ts'
import { commit, SLIDE, take, type UploadSession, URL_LIFETIME } from '../model/upload-session.ts'
import { expired, refuseToken } from './download-url.ts'
import { WRITE } from './drive-routes.ts'
import { ctagOf, etagOf, iso, itemJson, parseTime } from './item-json.ts'
import { checkMatch, conflictOf, placeOf } from './target.ts'

/** All pieces but the last are multiples of this, and smaller than the maximum (Graph documentation: driveitem-createuploadsession). */
const UNIT = 327_680
const MAX_PIECE = 60 * 1024 * 1024
const URL = '/personal/:site/_api/v2.0/drive/items/:item/uploadSession'

export const uploadRoutes: readonly Route[] = [
  {
    name: 'items.createUploadSession',
    host: 'graph',
    method: 'POST',
    pattern: '/drives/:drive/items/:item/createUploadSession',
    units: 2,
    roles: WRITE,
    handle: create,
  },
  {
    name: 'sharepoint.upload',
    host: 'sharepoint',
    method: 'PUT',
    pattern: URL,
    units: 0,
    open: true,
    handle: putPiece,
  },
  {
    name: 'sharepoint.uploadStatus',
    host: 'sharepoint',
    method: 'GET',
    pattern: URL,
    units: 0,
    open: true,
    handle: status,
  },
  {
    name: 'sharepoint.uploadCommit',
    host: 'sharepoint',
    method: 'POST',
    pattern: URL,
    units: 0,
    open: true,
    handle: commitDeferred,
  },
  {
    name: 'sharepoint.uploadCancel',
    host: 'sharepoint',
    method: 'DELETE',
    pattern: URL,
    units: 0,
    open: true,
    handle: cancel,
  },
]

interface SessionRequest {
  readonly item?: Readonly<Record<string, unknown>> & {
    readonly name?: unknown
    readonly fileSize?: unknown
    readonly fileSystemInfo?: { readonly createdDateTime?: unknown; readonly lastModifiedDateTime?: unknown }
  }
  readonly deferCommit?: unknown
}

async function create(c: Context): Promise<Reply> {
  const place = placeOf(c)
  const { drive } = place
  const { item: wish = {}, deferCommit } = (await c.json()) as SessionRequest
  const conflict = conflictOf(wish, conflictOf(c.query, 'replace'))
  const existing = place.item
  const parent = existing ? existing.parent : place.parent
  const name = existing ? existing.name : place.name
  if (!parent || existing?.children) throw graphFailure(409, 'nameAlreadyExists', 'A folder has this name.')
  if (existing) {
    checkMatch(c, existing, (current) => [etagOf(current), ctagOf(current)])
    if (c.headers['if-none-match'] === '*') throw graphFailure(412, 'resourceModified', 'The item exists.')
    if (conflict === 'fail' && c.params.path !== undefined)
      throw graphFailure(409, 'nameAlreadyExists', 'Name already exists')
  }
  const problem = nameProblem(name)
  if (problem) throw invalidName(problem)
  const size = typeof wish.fileSize === 'number' ? wish.fileSize : 0
  if (
    drive.root.size + size > drive.quotaTotal ||
    c.emulator.faults.find('quota-exceeded', { drive: drive.id, name })
  ) {
    throw graphFailure(507, 'quotaLimitReached', 'The quota limit has been reached.')
  }
  const created = parseTime(wish.fileSystemInfo?.createdDateTime)
  const modified = parseTime(wish.fileSystemInfo?.lastModifiedDateTime)
  const session = c.tenant.uploads.open({
    drive,
    ...(existing && conflict === 'replace' && { itemId: existing.id }),
    parentId: parent.id,
    name,
    conflict,
    ...(created !== undefined && { created }),
    ...(modified !== undefined && { modified }),
    deferCommit: deferCommit === true,
    startedAt: c.emulator.clock.now(),
  })
  const uploadUrl =
    `${c.links.sharepoint}/personal/${drive.siteName}/_api/v2.0/drive/items/${parent.id}/uploadSession` +
    `?guid='${session.id}'&path='~tmp${session.id.slice(0, 8)}'&overwrite=True&rename=False&dc=0&tempauth=v1.${session.id}`
  return {
    status: 200,
    json: { uploadUrl, expirationDateTime: iso(session.expires), nextExpectedRanges: ['0-'] },
  }
}

/** The session of an upload URL, or the answer for one that is gone. */
function sessionOf(c: Context): UploadSession {
  refuseToken(c)
  const id = (c.query.get('guid') ?? '').replaceAll("'", '')
  const now = c.emulator.clock.now()
  const session = c.tenant.uploads.find(id, now)
  const { faults } = c.emulator
  const subject = { drive: session?.drive.id ?? '', name: session?.name ?? '' }
  if (faults.active && session) {
    if (faults.find('upload-url-expired', subject)) throw expired(401)
    if (faults.find('upload-session-lost', subject)) c.tenant.uploads.close(id)
  }
  const found = c.tenant.uploads.find(id, now)
  if (!found)
    throw graphFailure(404, 'itemNotFound', 'The upload session could not be found.', 'uploadSessionNotFound')
  if (now > found.startedAt + URL_LIFETIME) throw expired(401)
  found.expires = now + SLIDE
  return found
}

async function putPiece(c: Context): Promise<Reply> {
  const session = sessionOf(c)
  const range = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(String(c.headers['content-range'] ?? ''))
  const body = await c.body()
  if (!range) return graphError(400, 'invalidRequest', 'The Content-Range header is missing or wrong.')
  const [start, end, total] = [Number(range[1]), Number(range[2]), Number(range[3])] as const
  if (body.length !== end - start + 1) return invalidRange(session, 'fragmentLengthMismatch')
  if (body.length >= MAX_PIECE)
    return graphError(413, 'invalidRequest', 'The fragment is too large.', 'maxFragmentLengthExceeded')
  if (start < session.received) return invalidRange(session, 'fragmentOverlap')
  if (start > session.received || (session.total !== undefined && session.total !== total) || end >= total) {
    return invalidRange(session, 'fragmentOutOfOrder')
  }
  const last = end + 1 === total
  if (!last && body.length % UNIT !== 0) {
    return graphError(
      400,
      'invalidRequest',
      'The fragment is no multiple of 320 KiB.',
      'fragmentLengthMismatch',
    )
  }
  if (last && c.emulator.faults.find('upload-gap', { drive: session.drive.id, name: session.name }))
    return invalidRange(session, 'fragmentOverlap')
  session.total = total
  take(session, body)
  if (!last) return accepted(session)
  session.complete = true
  return session.deferCommit ? accepted(session) : finish(c, session)
}

function finish(c: Context, session: UploadSession): Reply {
  const { faults } = c.emulator
  const subject = { drive: session.drive.id, name: session.name }
  if (faults.find('upload-name-race', subject)) {
    session.drive.putFile(session.parentId, session.name, Buffer.from('someone was faster'))
    return graphError(409, 'nameAlreadyExists', 'Name already exists')
  }
  const late = faults.find('upload-late-commit', subject) !== undefined
  const { item, created } = commit(session)
  c.tenant.uploads.close(session.id)
  if (late) return accepted(session)
  const { drive } = session
  const reply = { status: created ? 201 : 200, json: itemJson(item, drive, c, { select: undefined }) }
  if (isOfficeFile(item.name) && faults.find('enrich-office-files', { ...subject, item: item.id })) {
    const source = item.content?.read(0, item.size)
    if (source instanceof Uint8Array)
      drive.replaceContent(item.id, Buffer.concat([source, Buffer.from('<!-- promoted -->')]))
    return { ...reply, json: itemJson(item, drive, c, { select: undefined }) }
  }
  return reply
}

function accepted(session: UploadSession): Reply {
  return { status: 202, json: state(session) }
}

function state(session: UploadSession): object {
  const nextExpectedRanges = session.complete ? [] : [`${session.received}-`]
  return { expirationDateTime: iso(session.expires), nextExpectedRanges }
}

function invalidRange(session: UploadSession, inner: string): Reply {
  return graphError(416, 'invalidRange', `The range is not expected; next is ${session.received}.`, inner)
}

function status(c: Context): Reply {
  return { status: 200, json: state(sessionOf(c)) }
}

function commitDeferred(c: Context): Reply {
  const session = sessionOf(c)
  return session.complete
    ? finish(c, session)
    : graphError(400, 'invalidRequest', 'The upload is incomplete.', 'uploadSessionIncomplete')
}

function cancel(c: Context): Reply {
  const session = sessionOf(c)
  c.tenant.uploads.close(session.id)
  return { status: 204 }
}
