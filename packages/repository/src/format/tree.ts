import { repositoryErrors } from '../errors.ts'
import { goJson, goJsonString } from './go-json.ts'
import { goQuote, goUnquote } from './go-quote.ts'
import { type Id, isId } from './id.ts'
import { isObject, parseJsonObject } from './json-object.ts'

export type NodeType = 'file' | 'dir' | 'symlink' | 'dev' | 'chardev' | 'fifo' | 'socket'

/** One entry of a directory. Numbers that a drive can have fit a JavaScript number; trees of others are never re-encoded. */
export interface TreeNode {
  readonly name: string
  readonly type: NodeType
  /** Go's os.FileMode: permission bits, and 2^31 for a directory. */
  readonly mode: number
  /** RFC 3339 in Go's canonical form (see canonicalTime). */
  readonly mtime: string
  readonly atime: string
  readonly ctime: string
  readonly uid?: number
  readonly gid?: number
  readonly user?: string
  readonly group?: string
  readonly inode?: number
  readonly deviceId?: number
  readonly size?: number
  readonly links?: number
  readonly linkTarget?: string
  readonly linkTargetRaw?: string
  readonly extendedAttributes?: readonly { readonly name: string; readonly value: string | null }[]
  readonly genericAttributes?: Readonly<Record<string, unknown>>
  readonly device?: number
  /** Files: the blobs of the content, in order. */
  readonly content?: readonly Id[]
  /** Directories: their tree. */
  readonly subtree?: Id
  readonly error?: string
}

/** Order of names in a tree: by the bytes of their UTF-8, which is not the order of JavaScript strings. */
export function compareNames(a: string, b: string): number {
  // Below U+D800 both orders agree; only surrogates differ.
  for (let i = 0; i < a.length && i < b.length; i++) {
    const x = a.charCodeAt(i)
    const y = b.charCodeAt(i)
    if (x === y) continue
    const bothPlain = x < 0xd800 && y < 0xd800
    return bothPlain ? x - y : Buffer.compare(Buffer.from(a), Buffer.from(b))
  }
  return a.length - b.length
}

/** Characters of a tree that are turned into bytes at once. */
const PART = 64 * 1024

/**
 * The bytes of a tree blob, exactly as restic writes them. Raises HF_TREE_INVALID for names out of order, twice, empty,
 * or with a slash: restic's check would not notice, its restore would.
 */
export function encodeTree(nodes: readonly TreeNode[]): Buffer {
  let previous: string | undefined
  const parts: Buffer[] = []
  let text = '{"nodes":['
  for (const node of nodes) {
    const reason = nodeProblem(node, previous)
    if (reason) throw repositoryErrors.HF_TREE_INVALID({ reason })
    if (previous !== undefined) text += ','
    previous = node.name
    text += encodeNode(node)
    if (text.length < PART) continue
    // As bytes a large directory takes a tenth of what its text does while it is put together.
    parts.push(Buffer.from(text))
    text = ''
  }
  const last = Buffer.from(`${text}]}\n`)
  return parts.length === 0 ? last : Buffer.concat([...parts, last])
}

/** What is wrong with a node that follows `previous`, if anything. */
export function nodeProblem(node: TreeNode, previous: string | undefined): string | undefined {
  const { name, type } = node
  if (name === '' || name === '.' || name === '..' || /[/\0]/.test(name))
    return `${JSON.stringify(name)} is no file name`
  const order = previous === undefined ? -1 : compareNames(previous, name)
  if (order === 0) return `${JSON.stringify(name)} appears twice`
  if (order > 0) return `${JSON.stringify(name)} stands after ${JSON.stringify(previous)}`
  if (type === 'file' && !node.content) return `the file ${JSON.stringify(name)} has no list of blobs`
  if (type === 'dir' && !node.subtree) return `the directory ${JSON.stringify(name)} has no tree`
  return undefined
}

function encodeNode(node: TreeNode): string {
  let out = `{"name":${goJsonString(goQuote(node.name))},"type":"${node.type}"`
  if (node.mode !== 0) out += `,"mode":${node.mode}`
  out += `,"mtime":"${node.mtime}","atime":"${node.atime}","ctime":"${node.ctime}"`
  out += `,"uid":${node.uid ?? 0},"gid":${node.gid ?? 0}`
  if (node.user) out += `,"user":${goJsonString(node.user)}`
  if (node.group) out += `,"group":${goJsonString(node.group)}`
  if (node.inode) out += `,"inode":${node.inode}`
  if (node.deviceId) out += `,"device_id":${node.deviceId}`
  if (node.size) out += `,"size":${node.size}`
  if (node.links) out += `,"links":${node.links}`
  if (node.linkTarget) out += `,"linktarget":${goJsonString(node.linkTarget)}`
  if (node.linkTargetRaw) out += `,"linktarget_raw":"${node.linkTargetRaw}"`
  if (node.extendedAttributes?.length) {
    out += `,"extended_attributes":[${node.extendedAttributes
      .map(
        ({ name, value }) =>
          `{"name":${goJsonString(name)},"value":${value === null ? 'null' : `"${value}"`}}`,
      )
      .join(',')}]`
  }
  const generic = Object.entries(node.genericAttributes ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))
  if (generic.length > 0) out += `,"generic_attributes":${goJson(Object.fromEntries(generic))}`
  if (node.device) out += `,"device":${node.device}`
  out += node.content ? `,"content":[${node.content.map((id) => `"${id}"`).join(',')}]` : ',"content":null'
  if (node.subtree) out += `,"subtree":"${node.subtree}"`
  if (node.error) out += `,"error":${goJsonString(node.error)}`
  return `${out}}`
}

/** The nodes of a tree blob. Takes whatever restic's reader takes; raises HF_TREE_INVALID for the rest. */
export function decodeTree(bytes: Uint8Array): TreeNode[] {
  const tree = parseJsonObject(bytes)
  if (!tree) throw repositoryErrors.HF_TREE_INVALID({ reason: 'it is no JSON object' })
  const { nodes } = tree
  if (nodes === null || nodes === undefined) return []
  if (!Array.isArray(nodes)) throw repositoryErrors.HF_TREE_INVALID({ reason: 'it has no list of nodes' })
  return nodes.map((node: unknown) => decodeNode(node))
}

function decodeNode(raw: unknown): TreeNode {
  if (!isObject(raw) || typeof raw.name !== 'string' || typeof raw.type !== 'string') {
    throw repositoryErrors.HF_TREE_INVALID({ reason: 'a node has no name or no type' })
  }
  const wrong = (what: string): never => {
    throw repositoryErrors.HF_TREE_INVALID({ reason: `a node's ${what}` })
  }
  const { content, subtree, mode = 0, size = 0 } = raw
  if (Array.isArray(content) ? !content.every(isIdValue) : (content ?? null) !== null)
    wrong('content is no list of ids')
  if ((subtree ?? null) !== null && !isIdValue(subtree)) wrong('subtree is no id')
  if (!isCount(mode) || !isCount(size)) wrong('mode or size is no number')
  const {
    name: _,
    type: __,
    device_id,
    linktarget,
    linktarget_raw,
    extended_attributes,
    generic_attributes,
    content: ___,
    subtree: ____,
    ...rest
  } = raw
  return {
    ...rest,
    name: goUnquote(raw.name),
    type: raw.type as NodeType,
    mode,
    ...(device_id !== undefined && { deviceId: device_id }),
    ...(linktarget !== undefined && { linkTarget: linktarget }),
    ...(linktarget_raw !== undefined && { linkTargetRaw: linktarget_raw }),
    ...(extended_attributes !== undefined && { extendedAttributes: extended_attributes }),
    ...(generic_attributes !== undefined && { genericAttributes: generic_attributes }),
    ...(Array.isArray(content) && { content }),
    ...((subtree ?? null) !== null && { subtree }),
  } as unknown as TreeNode
}

function isIdValue(value: unknown): value is Id {
  return typeof value === 'string' && isId(value)
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0
}

/** A creation time as Windows keeps it (100 ns since 1601), for `genericAttributes`: restic ≥ 0.17 restores it on Windows. */
export function windowsCreationTime(ms: number): Readonly<Record<string, unknown>> {
  const ticks = BigInt(Number.isFinite(ms) ? Math.max(0, Math.floor(ms) + 11_644_473_600_000) : 0) * 10_000n
  return {
    'windows.creation_time': {
      LowDateTime: Number(ticks & 0xffff_ffffn),
      HighDateTime: Number(ticks >> 32n),
    },
  }
}
