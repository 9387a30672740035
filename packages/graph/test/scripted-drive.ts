import { QuickXorHash } from '@holdfast/base'
import { json, type ScriptedAnswer, ScriptedServer, type SeenRequest } from './scripted-server.ts'

/** One request to an upload URL, as the script of a test sees it. */
export interface Piece {
  /** Counts the PUTs of all sessions, from 1. */
  readonly n: number
  readonly first: number
  readonly last: number
  readonly total: number
  readonly bytes: Buffer
  readonly isLast: boolean
  /** Takes the piece, as a server without faults would, and gives that server's answer. */
  take(): ScriptedAnswer
}

export interface ScriptedFile {
  readonly id: string
  name: string
  content: Buffer
  times?: object
  /** Says something else than what the content is. */
  listed?: { size?: number; quickXorHash?: string | null }
}

/** Answers instead of the drive; undefined lets it go its way. */
export type Misbehave = (piece: Piece, drive: ScriptedDrive) => ScriptedAnswer | undefined

interface Session {
  readonly name: string
  readonly conflict: string
  readonly times?: object
  received: Buffer
}

/** A drive of one folder that takes uploads as the Graph documentation says, except where a test's script misbehaves. */
export class ScriptedDrive implements AsyncDisposable {
  readonly files: ScriptedFile[] = []
  readonly sessions = new Map<string, Session>()
  readonly server: ScriptedServer
  /** Requests to upload URLs: method and range. */
  readonly steps: string[] = []
  readonly pieces: { first: number; length: number }[] = []
  /** What a GET of the upload URL answers instead of the truth. */
  status: ((session: Session | undefined) => ScriptedAnswer | undefined) | undefined
  /** What the session's creation answers instead. */
  creation: ((n: number) => ScriptedAnswer | undefined) | undefined
  #misbehave: Misbehave
  #puts = 0
  #created = 0

  private constructor(server: ScriptedServer, misbehave: Misbehave) {
    this.server = server
    this.#misbehave = misbehave
  }

  static async start(misbehave: Misbehave = () => undefined): Promise<ScriptedDrive> {
    let drive: ScriptedDrive | undefined
    const server = await ScriptedServer.start((request) => drive!.answer(request))
    drive = new ScriptedDrive(server, misbehave)
    return drive
  }

  answer(request: SeenRequest): ScriptedAnswer {
    const url = new URL(request.path, 'http://x')
    const path = decodeURIComponent(url.pathname)
    if (path.startsWith('/upload/')) return this.#upload(request, path.slice('/upload/'.length))
    if (path.endsWith('/createUploadSession')) return this.#createSession(request, path)
    if (path.endsWith('/content') && request.method === 'PUT') return this.#putContent(request, path, url)
    if (path.endsWith('/children')) return json(200, { value: this.files.map(describeFile) })
    const file = this.files.find(
      ({ id, name }) => path.endsWith(`/items/${id}`) || path.endsWith(`:/${name}`),
    )
    if (!file) return json(404, { error: { code: 'itemNotFound', message: 'not here' } })
    if (request.method === 'PATCH')
      file.times = (
        JSON.parse(request.body.toString()) as ScriptedFile & { fileSystemInfo: object }
      ).fileSystemInfo
    return json(200, describeFile(file))
  }

  #createSession(request: SeenRequest, path: string): ScriptedAnswer {
    const instead = this.creation?.(++this.#created)
    if (instead) return instead
    const { item } = JSON.parse(request.body.toString()) as {
      item: { '@microsoft.graph.conflictBehavior': string; fileSystemInfo?: object }
    }
    const name = /:\/([^/]*):\/createUploadSession$/.exec(path)?.[1]
    const existing = this.files.find((file) =>
      name ? file.name === name : path.includes(`/items/${file.id}/`),
    )
    const conflict = item['@microsoft.graph.conflictBehavior']
    if (existing && conflict === 'fail') return json(409, { error: { code: 'nameAlreadyExists' } })
    const id = `s${this.sessions.size + this.#created}`
    this.sessions.set(id, {
      name: existing?.name ?? name ?? '',
      conflict,
      received: Buffer.alloc(0),
      ...(item.fileSystemInfo && { times: item.fileSystemInfo }),
    })
    return json(200, {
      uploadUrl: `${this.server.url}/upload/${id}?tempauth=secret`,
      nextExpectedRanges: ['0-'],
    })
  }

  #upload(request: SeenRequest, id: string): ScriptedAnswer {
    this.steps.push(`${request.method} ${request.headers['content-range'] ?? ''}`.trim())
    const session = this.sessions.get(id)
    if (request.method === 'DELETE') return { status: this.sessions.delete(id) ? 204 : 404 }
    if (request.method === 'GET') return this.status?.(session) ?? (session ? expected(200, session) : GONE)
    const range = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(request.headers['content-range'] ?? '')
    if (!range) return json(400, { error: { code: 'invalidRequest', message: 'no range' } })
    const [first, last, total] = range.slice(1).map(Number) as [number, number, number]
    this.pieces.push({ first, length: request.body.length })
    const isLast = last + 1 === total
    const take = (): ScriptedAnswer => this.#take(id, first, total, request.body)
    const piece: Piece = { n: ++this.#puts, first, last, total, bytes: request.body, isLast, take }
    return this.#misbehave(piece, this) ?? take()
  }

  #take(id: string, first: number, total: number, bytes: Buffer): ScriptedAnswer {
    const session = this.sessions.get(id)
    if (!session) return GONE
    if (first !== session.received.length)
      return json(416, { error: { code: 'invalidRange', innerError: { code: 'fragmentOverlap' } } })
    session.received = Buffer.concat([session.received, bytes])
    if (session.received.length < total) return expected(202, session)
    this.sessions.delete(id)
    return this.commit(session)
  }

  /** What a finished session makes. */
  commit({ name, conflict, received, times }: Session): ScriptedAnswer {
    const existing = this.files.find((file) => file.name === name)
    if (existing && conflict === 'fail') return json(409, { error: { code: 'nameAlreadyExists' } })
    if (existing && conflict === 'replace') {
      existing.content = received
      if (times) existing.times = times
      return json(200, describeFile(existing))
    }
    const free = existing ? name.replace(/(\.[^.]*)?$/, ' 1$1') : name
    const file: ScriptedFile = {
      id: `i${this.files.length}`,
      name: free,
      content: received,
      ...(times && { times }),
    }
    this.files.push(file)
    return json(201, describeFile(file))
  }

  #putContent(request: SeenRequest, path: string, url: URL): ScriptedAnswer {
    const conflict = url.searchParams.get('@microsoft.graph.conflictBehavior') ?? 'replace'
    const name = /:\/([^/]*):\/content$/.exec(path)?.[1] ?? ''
    return this.commit({ name, conflict, received: request.body })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.server[Symbol.asyncDispose]()
  }
}

const GONE = json(404, { error: { code: 'itemNotFound', innerError: { code: 'uploadSessionNotFound' } } })

function expected(status: number, { received }: Session): ScriptedAnswer {
  return json(status, { nextExpectedRanges: [`${received.length}-`] })
}

export function describeFile({ id, name, content, listed, times }: ScriptedFile): object {
  const hash =
    listed?.quickXorHash === undefined ? new QuickXorHash().update(content).digest() : listed.quickXorHash
  return {
    id,
    name,
    size: listed?.size ?? content.length,
    file: { hashes: { ...(hash !== null && { quickXorHash: hash }) } },
    ...(times && { fileSystemInfo: times }),
  }
}
