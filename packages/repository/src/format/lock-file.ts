/** What a lock tells of its holder. */
export interface LockFile {
  /** RFC 3339. */
  readonly time: string
  readonly exclusive: boolean
  readonly hostname: string
  readonly username: string
  readonly pid: number
}

export function encodeLockFile(lock: LockFile): Buffer {
  const { time, exclusive, hostname, username, pid } = lock
  return Buffer.from(JSON.stringify({ time, exclusive, hostname, username, pid }))
}

/** Undefined when the JSON is no lock. */
export function decodeLockFile(json: Uint8Array): LockFile | undefined {
  try {
    const {
      time,
      exclusive = false,
      hostname = '',
      username = '',
      pid = 0,
    } = JSON.parse(Buffer.from(json).toString('utf8'))
    if (typeof time !== 'string' || Number.isNaN(Date.parse(time)) || typeof exclusive !== 'boolean')
      return undefined
    return { time, exclusive, hostname: String(hostname), username: String(username), pid: Number(pid) }
  } catch {
    return undefined
  }
}
