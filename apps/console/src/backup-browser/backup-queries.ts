import type { components } from '@holdfast/api-client'
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api } from '../api/client.ts'
import { send } from '../api/send.ts'
import type { Sort } from './browser-search.ts'

export type Entry = components['schemas']['SnapshotEntry']
export type Found = components['schemas']['FoundEntry']
export type Snapshot = components['schemas']['Snapshot']
export type Version = components['schemas']['FileVersion']

/** A snapshot never changes: what was read of it is good for as long as somebody looks. */
const FIXED = { staleTime: 10 * 60_000 } as const

/** Newest first; up to a moment where one is given. */
export function snapshotsQuery(personId: string, before?: string) {
  return infiniteQueryOptions({
    queryKey: ['snapshots', personId, 'list', before ?? null],
    queryFn: ({ pageParam, signal }) =>
      send(
        api.GET('/api/v1/people/{id}/snapshots', {
          params: {
            path: { id: personId },
            query: {
              limit: 100,
              ...(before !== undefined && { to: before }),
              ...(pageParam !== undefined && { cursor: pageParam }),
            },
          },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  })
}

export interface Folder {
  readonly personId: string
  /** An id, or `latest`. */
  readonly snapshot: string
  readonly path: string
  readonly sort: Sort
  readonly order: 'ascending' | 'descending'
}

/** What is in a folder, page by page. Another folder takes the place of this one when it is there. */
export function folderQuery({ personId, snapshot, ...folder }: Folder) {
  const isLatest = snapshot === 'latest'
  return infiniteQueryOptions({
    queryKey: [isLatest ? 'snapshots' : 'backup', personId, 'folder', snapshot, folder],
    async queryFn({ pageParam, signal }) {
      const page = await send(
        api.GET('/api/v1/people/{id}/snapshots/{snapshot}/entries', {
          params: {
            path: { id: personId, snapshot },
            query: { ...folder, limit: 500, ...(pageParam !== undefined && { cursor: pageParam }) },
          },
          signal,
        }),
      )
      return { ...page, path: folder.path }
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    ...(!isLatest && FIXED),
  })
}

/** By name, in one snapshot or in all. */
export function findQuery(personId: string, name: string, snapshot: string | undefined) {
  return queryOptions({
    queryKey: ['backup', personId, 'find', name, snapshot ?? null],
    queryFn: ({ signal }) =>
      send(
        api.GET('/api/v1/people/{id}/find', {
          params: {
            path: { id: personId },
            query: { name, limit: 500, ...(snapshot === undefined ? { snapshots: 1_000 } : { snapshot }) },
          },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
    ...FIXED,
  })
}

/** The contents that a file had. */
export function versionsQuery(personId: string, path: string) {
  return queryOptions({
    queryKey: ['snapshots', personId, 'versions', path],
    queryFn: ({ signal }) =>
      send(
        api.GET('/api/v1/people/{id}/versions', {
          params: { path: { id: personId }, query: { path, snapshots: 1_000 } },
          signal,
        }),
      ),
  })
}

/** Where the viewer may restore to, and what stands in the way. */
export function targetsQuery(personId: string) {
  return queryOptions({
    queryKey: ['person', personId, 'restore-targets'],
    queryFn: ({ signal }) =>
      send(api.GET('/api/v1/people/{id}/restore-targets', { params: { path: { id: personId } }, signal })),
  })
}

/** A file of a backup. */
export interface FileAt {
  readonly personId: string
  readonly snapshot: string
  readonly path: string
}

/** Where the content of a file is. */
export function fileAddress({ personId, snapshot, path }: FileAt): string {
  return `/api/v1/people/${personId}/snapshots/${snapshot}/file?path=${encodeURIComponent(path)}`
}

/** Where an archive of some of a snapshot is; of all of it without paths. */
export function zipAddress(personId: string, snapshot: string, paths: readonly string[]): string {
  const query = paths.map((path) => `path=${encodeURIComponent(path)}`).join('&')
  return `/api/v1/people/${personId}/snapshots/${snapshot}/zip?${query}`
}
