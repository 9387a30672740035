import type { Clock, Random } from '@holdfast/base'
import { hasCode } from '@holdfast/base'
import { endpointsOf, type GraphConnection } from './auth/connection.ts'
import { createTokenProvider, type TokenProvider } from './auth/token-provider.ts'
import type { RequestBudget } from './budget/request-budget.ts'
import type { Purpose } from './budget/request-kinds.ts'
import type { MeterReading } from './budget/request-meter.ts'
import type { UsageFile } from './budget/usage-file.ts'
import type { DirectoryPage } from './directory/directory-user.ts'
import { type DirectoryGroup, findGroups } from './directory/find-groups.ts'
import { groupMembers } from './directory/group-members.ts'
import { type UsersDeltaOptions, usersDelta } from './directory/users-delta.ts'
import { itemPath, listChildren } from './drives/children.ts'
import { type DeltaOptions, delta } from './drives/delta.ts'
import { findDrive } from './drives/find-drive.ts'
import { graphErrors } from './errors.ts'
import { listPages } from './http/pages.ts'
import { Transport } from './http/transport.ts'
import type { Drive, DriveLookup, User } from './model/drive.ts'
import { type DeltaPage, type DriveItem, ITEM_FIELDS } from './model/drive-item.ts'
import type { Permission, Version } from './model/permission.ts'
import {
  type ChangeSubscription,
  createSubscription,
  deleteSubscription,
  listSubscriptions,
  type NewSubscription,
  renewSubscription,
} from './subscriptions/change-subscription.ts'
import { type DownloadOptions, download } from './transfer/download.ts'
import { type UploadContent, upload } from './transfer/upload.ts'
import type { UploadTarget } from './transfer/upload-target.ts'

export interface GraphClientOptions {
  /** Signs in by itself with the connection's secret or certificate … */
  readonly connection?: GraphConnection
  /** … or takes tokens from here (with `graphRoot`). */
  readonly tokens?: TokenProvider
  readonly graphRoot?: string
  readonly ca?: string
  /** Shared by all clients of a tenant (default: the smallest band). */
  readonly budget?: RequestBudget
  /** Where the count of units outlives the process. */
  readonly usage?: UsageFile
  readonly purpose?: Purpose
  /** Our version, for the user agent. */
  readonly version?: string
  /** Milliseconds without a byte after which a connection counts as broken (default two minutes). */
  readonly stallTimeout?: number
  readonly clock?: Clock
  readonly random?: Random
}

interface CallOptions {
  readonly signal?: AbortSignal
}

const USER_FIELDS = 'id,displayName,userPrincipalName,mail,accountEnabled,userType'

/** Microsoft Graph, as far as OneDrive needs it. Dispose of it to close its connections. */
export class GraphClient implements AsyncDisposable {
  readonly #transport: Transport
  readonly #following: AsyncDisposable | undefined

  constructor(options: GraphClientOptions) {
    const { connection, ca = connection?.ca } = options
    const graphRoot = options.graphRoot ?? (connection && endpointsOf(connection).graphRoot)
    const tokens = options.tokens ?? (connection && createTokenProvider(connection, options))
    if (!tokens || !graphRoot) throw graphErrors.HF_CONNECTION_INCOMPLETE({ missing: 'no connection' })
    this.#transport = new Transport({ ...options, tokens, graphRoot, ...(ca && { ca }) })
    this.#following = options.usage?.follow(this.#transport.budget)
  }

  /** What was asked of Microsoft so far. */
  get meter(): MeterReading {
    return this.#transport.meter.read()
  }

  get budget(): RequestBudget {
    return this.#transport.budget
  }

  users(options: CallOptions = {}): AsyncGenerator<User> {
    return listPages(this.#transport, {
      url: `/v1.0/users?$select=${USER_FIELDS}&$top=999`,
      kind: 'directory',
      ...options,
    })
  }

  /** By object id or sign-in name. Raises EUSERNOTFOUND. */
  async user(idOrName: string, options: CallOptions = {}): Promise<User> {
    try {
      const url = `/v1.0/users/${encodeURIComponent(idOrName)}?$select=${USER_FIELDS}`
      return await this.#transport.json({ url, kind: 'directory', ...options })
    } catch (error) {
      if (hasCode(error, 'HF_ITEM_GONE'))
        throw graphErrors.EUSERNOTFOUND({ user: idOrName }, { cause: error })
      throw error
    }
  }

  /** See `usersDelta` in directory/users-delta.ts. */
  usersDelta(options: UsersDeltaOptions = {}): AsyncGenerator<DirectoryPage> {
    return usersDelta(this.#transport, options)
  }

  /** See `findGroups` in directory/find-groups.ts. */
  async findGroups(name: string, options: CallOptions = {}): Promise<readonly DirectoryGroup[]> {
    return await findGroups(this.#transport, name, options.signal)
  }

  /** See `groupMembers` in directory/group-members.ts. */
  groupMembers(groupId: string, options: CallOptions = {}): AsyncGenerator<string> {
    return groupMembers(this.#transport, groupId, options.signal)
  }

  /** The OneDrive of a user, or why there is none. Raises EUSERNOTFOUND. */
  async findDrive(userId: string, options: CallOptions = {}): Promise<DriveLookup> {
    return await findDrive(this.#transport, userId, options.signal)
  }

  async drive(driveId: string, options: CallOptions = {}): Promise<Drive> {
    return await this.#transport.json({
      url: `/v1.0/drives/${encodeURIComponent(driveId)}`,
      kind: 'item',
      ...options,
    })
  }

  /** See `delta` in drives/delta.ts. */
  delta(driveId: string, options: DeltaOptions = {}): AsyncGenerator<DeltaPage> {
    return delta(this.#transport, driveId, options)
  }

  /** An item; `root` is the drive's root. Raises HF_ITEM_GONE. */
  async item(driveId: string, itemId: string, options: CallOptions = {}): Promise<DriveItem> {
    return await this.#transport.json({
      url: `${itemPath(driveId, itemId)}?$select=${ITEM_FIELDS}`,
      kind: 'item',
      ...options,
    })
  }

  children(driveId: string, itemId: string, options: CallOptions = {}): AsyncGenerator<DriveItem> {
    return listChildren(this.#transport, driveId, itemId, options.signal)
  }

  /** The content of a file; see `download` in transfer/download.ts. */
  download(driveId: string, itemId: string, options: DownloadOptions = {}): AsyncGenerator<Buffer> {
    return download(this.#transport, driveId, itemId, options)
  }

  /** Sends a file; see `upload` in transfer/upload.ts. */
  async upload(driveId: string, target: UploadTarget, content: UploadContent): Promise<DriveItem> {
    return await upload(this.#transport, driveId, target, content)
  }

  /** Raises HF_NAME_CONFLICT when the name is taken and the conflict rule is `fail` (default). */
  async createFolder(
    driveId: string,
    parentId: string,
    name: string,
    options: CallOptions & { conflict?: 'fail' | 'replace' | 'rename' } = {},
  ): Promise<DriveItem> {
    const { conflict = 'fail', signal } = options
    return await this.#write('POST', `${itemPath(driveId, parentId)}/children`, signal, {
      name,
      folder: {},
      '@microsoft.graph.conflictBehavior': conflict,
    })
  }

  /** Renames, moves, or sets times. */
  async updateItem(
    driveId: string,
    itemId: string,
    change: Pick<DriveItem, 'name' | 'fileSystemInfo'> & { parentReference?: { id: string } },
    options: CallOptions = {},
  ): Promise<DriveItem> {
    return await this.#write('PATCH', itemPath(driveId, itemId), options.signal, change)
  }

  /** Puts an item into the recycle bin; one that is gone already is fine. */
  async deleteItem(driveId: string, itemId: string, options: CallOptions = {}): Promise<void> {
    const answer = await this.#transport.call({
      method: 'DELETE',
      url: itemPath(driveId, itemId),
      kind: 'write',
      repeatable: true,
      accept: [404],
      ...options,
    })
    await answer.body.dump()
  }

  async permissions(driveId: string, itemId: string, options: CallOptions = {}): Promise<Permission[]> {
    const url = `${itemPath(driveId, itemId)}/permissions`
    return await Array.fromAsync(
      listPages<Permission>(this.#transport, { url, kind: 'permissions', ...options }),
    )
  }

  /** Newest first; the first is the current one, whose content only the item itself gives. */
  async versions(driveId: string, itemId: string, options: CallOptions = {}): Promise<Version[]> {
    const url = `${itemPath(driveId, itemId)}/versions`
    return await Array.fromAsync(listPages<Version>(this.#transport, { url, kind: 'list', ...options }))
  }

  /** See `createSubscription` in subscriptions/change-subscription.ts. */
  async createSubscription(
    subscription: NewSubscription,
    options: CallOptions = {},
  ): Promise<ChangeSubscription> {
    return await createSubscription(this.#transport, subscription, options.signal)
  }

  /** See `renewSubscription` in subscriptions/change-subscription.ts. */
  async renewSubscription(
    id: string,
    expiresAt: number,
    options: CallOptions = {},
  ): Promise<ChangeSubscription> {
    return await renewSubscription(this.#transport, id, expiresAt, options.signal)
  }

  /** One that is gone already is fine. */
  async deleteSubscription(id: string, options: CallOptions = {}): Promise<void> {
    await deleteSubscription(this.#transport, id, options.signal)
  }

  /** Those of this application. */
  subscriptions(options: CallOptions = {}): AsyncGenerator<ChangeSubscription> {
    return listSubscriptions(this.#transport, options.signal)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#following?.[Symbol.asyncDispose]()
    await this.#transport[Symbol.asyncDispose]()
  }

  async #write<T>(
    method: 'POST' | 'PATCH',
    url: string,
    signal: AbortSignal | undefined,
    body: object,
  ): Promise<T> {
    return await this.#transport.json({
      method,
      url,
      kind: 'write',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
      repeatable: method === 'PATCH',
      ...(signal && { signal }),
    })
  }
}
