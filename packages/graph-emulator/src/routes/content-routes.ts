import { type Context, graphError, graphFailure, type Reply, type Route } from '../http/route.ts'
import type { Content } from '../model/content.ts'
import type { Item } from '../model/item.ts'
import { downloadUrl, expired, readDownloadUrl, refuseToken } from './download-url.ts'
import { READ, WRITE } from './drive-routes.ts'
import { ctagOf, etagOf } from './item-json.ts'
import { itemReply } from './item-routes.ts'
import { checkMatch, conflictOf, itemOf, placeOf } from './target.ts'

const CONTENT = '/drives/:drive/items/:item/content'
/** Largest file of a simple PUT (Graph documentation: driveitem-put-content). */
const MAX_PUT = 250 * 1024 * 1024

export const contentRoutes: readonly Route[] = [
  {
    name: 'items.content',
    host: 'graph',
    method: 'GET',
    pattern: CONTENT,
    units: 1,
    roles: READ,
    handle: redirect,
  },
  { name: 'items.put', host: 'graph', method: 'PUT', pattern: CONTENT, units: 2, roles: WRITE, handle: put },
  {
    name: 'items.contentStream',
    host: 'graph',
    method: 'GET',
    pattern: '/drives/:drive/items/:item/contentStream',
    units: 1,
    roles: READ,
    handle: stream,
  },
  ...(['GET', 'HEAD'] as const).map(
    (method): Route => ({
      name: method === 'GET' ? 'sharepoint.download' : 'sharepoint.downloadHead',
      host: 'sharepoint',
      method,
      pattern: '/personal/:site/_layouts/15/download.aspx',
      units: 0,
      open: true,
      handle: download,
    }),
  ),
]

function redirect(c: Context): Reply {
  const { drive, item } = itemOf(c)
  if (!item.content) throw graphFailure(404, 'itemNotFound', 'The item has no content.')
  const match = c.headers['if-none-match']
  if (match && [etagOf(item), ctagOf(item)].includes(match)) return { status: 304 }
  const infected = item.malware === true
  if (infected && !wantsInfected(c)) return malware()
  return { status: 302, headers: { Location: downloadUrl(c, drive, item, { infected }) } }
}

/** beta: what is marked as malware is handed out to those who ask for it (`Prefer: forceInfectedDownload`). */
function wantsInfected({ version, headers }: Context): boolean {
  return version === 'beta' && /forceInfectedDownload/i.test(String(headers.prefer ?? ''))
}

/** beta: the bytes at once. */
function stream(c: Context): Reply {
  const { item } = itemOf(c)
  if (c.version !== 'beta')
    return graphError(400, 'BadRequest', "Resource not found for the segment 'contentStream'.")
  if (!item.content) throw graphFailure(404, 'itemNotFound', 'The item has no content.')
  if (item.malware && !wantsInfected(c)) return malware()
  return bytesReply(c, item.content, item)
}

async function put(c: Context): Promise<Reply> {
  const place = placeOf(c)
  const body = await c.body()
  if (body.length > MAX_PUT)
    throw graphFailure(413, 'invalidRequest', 'The request is too large.', 'maxFileSizeExceeded')
  if (c.emulator.faults.find('quota-exceeded', { drive: place.drive.id })) {
    return graphError(507, 'quotaLimitReached', 'The quota limit has been reached.')
  }
  if (place.item) {
    checkMatch(c, place.item, (item) => [etagOf(item), ctagOf(item)])
    const conflict = conflictOf(c.query, 'replace')
    const parent = place.item.parent
    // Named by path, an existing file is a conflict; named by its id, it is what is meant.
    if (parent && c.params.path !== undefined && conflict !== 'replace') {
      return itemReply(
        c,
        place.drive,
        place.drive.putFile(parent.id, place.item.name, body, { conflict }),
        201,
      )
    }
    place.drive.replaceContent(place.item.id, body)
    return itemReply(c, place.drive, place.item, 200)
  }
  const mimeType = c.headers['content-type']
  const typed = mimeType && mimeType !== 'application/octet-stream' ? { mimeType } : {}
  return itemReply(c, place.drive, place.drive.putFile(place.parent.id, place.name, body, typed), 201)
}

function download(c: Context): Reply {
  refuseToken(c)
  const grant = readDownloadUrl(c)
  const drive = c.tenant.drive(grant.drive)
  const item = drive?.item(grant.item)
  if (!drive || !item?.content) return graphError(404, 'itemNotFound', 'The resource could not be found.')
  const { faults } = c.emulator
  const quirk = faults.active
    ? faults.find('download-url-expired', { drive: drive.id, item: item.id, name: item.name })
    : undefined
  if (quirk) throw expired(Number(quirk.value ?? 401))
  if (item.malware && !grant.infected) return malware()
  const content =
    grant.version === undefined
      ? item.content
      : item.versions?.find((version) => version.number === grant.version)?.content
  return content ? bytesReply(c, content, item) : graphError(404, 'itemNotFound', 'The version is gone.')
}

function malware(): Reply {
  return graphError(403, 'malwareDetected', 'Malware detected', undefined, {
    'X-Virus-Infected': 'Virus:DOS/EICAR_Test_File',
  })
}

function bytesReply(c: Context, content: Content, item: Item): Reply {
  const { size } = content
  const headers = {
    'Content-Type': item.mimeType ?? 'application/octet-stream',
    'Accept-Ranges': 'bytes',
    ETag: etagOf(item),
    'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(item.name)}`,
  }
  const range = /^bytes=(\d*)-(\d*)$/.exec(String(c.headers.range ?? ''))
  if (!range || (range[1] === '' && range[2] === '')) {
    return { status: 200, headers, body: content.read(0, size), length: size }
  }
  const start = range[1] === '' ? Math.max(0, size - Number(range[2])) : Number(range[1])
  const end = range[1] === '' || range[2] === '' ? size : Math.min(size, Number(range[2]) + 1)
  if (start >= size || end <= start) {
    return { status: 416, headers: { 'Content-Range': `bytes */${size}` }, text: '' }
  }
  return {
    status: 206,
    headers: { ...headers, 'Content-Range': `bytes ${start}-${end - 1}/${size}` },
    body: content.read(start, end),
    length: end - start,
  }
}
