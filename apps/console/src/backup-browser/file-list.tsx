import { Link as Action, makeStyles, Text, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import type { Column, Sorting } from '../parts/table/column.ts'
import { DataTable } from '../parts/table/data-table.tsx'
import { useFormats } from '../parts/use-formats.ts'
import { useWords } from '../words/translate.ts'
import type { BasketInUse, Chosen } from './basket.ts'
import type { Sort } from './browser-search.ts'
import { FileIcon } from './file-icon.tsx'
import { folderOf, nameOf } from './paths.ts'
import { BROWSER } from './words.ts'

const NARROW = '@media (max-width: 720px)'

const useStyles = makeStyles({
  name: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS, minWidth: 0 },
  words: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  title: { maxWidth: '100%', overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  below: {
    display: 'none',
    color: tokens.colorNeutralForeground3,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    [NARROW]: { display: 'block' },
  },
})

/** A row: a file or folder at its place in a snapshot. */
export interface Row extends Chosen {
  readonly modifiedAt: string
}

export interface FileListProps {
  /** What the rows are of: another place begins at its top. */
  readonly place: string
  readonly rows: readonly Row[] | undefined
  readonly open: (row: Row) => void
  readonly up?: (() => void) | undefined
  /** Undefined where nothing can be chosen. */
  readonly basket: BasketInUse | undefined
  readonly sorting?: Sorting<Sort>
  /** Whether it is said where a row was found, and in which snapshot. */
  readonly isFound?: boolean
  readonly empty: ReactNode
  readonly more?: (() => void) | undefined
  readonly total?: number | undefined
}

/** Files and folders of a backup, as in a file manager. */
export function FileList(props: FileListProps) {
  const { place, rows, open, up, basket, sorting, isFound = false, empty, more, total } = props
  const words = useWords(BROWSER)
  const formats = useFormats()
  const styles = useStyles()
  const sizeOf = ({ size }: Row) => (size === null ? '' : formats.bytes(size))
  const columns: Column<Row, Sort>[] = [
    {
      key: 'name',
      title: words.name,
      sort: 'name',
      isKept: true,
      isName: true,
      render: (row) => (
        <span className={styles.name}>
          <FileIcon name={nameOf(row.path)} kind={row.kind} />
          <span className={styles.words}>
            <Action
              as="button"
              appearance="subtle"
              className={styles.title}
              title={nameOf(row.path)}
              tabIndex={-1}
              onClick={() => open(row)}
            >
              {nameOf(row.path)}
            </Action>
            <Text size={200} wrap={false} className={styles.below}>
              {[isFound ? folderOf(row.path) || words.root : sizeOf(row), formats.day(row.modifiedAt)]
                .filter(Boolean)
                .join(' · ')}
            </Text>
          </span>
        </span>
      ),
    },
    ...(isFound
      ? [
          {
            key: 'where',
            title: words.where,
            width: 24,
            render: (row: Row) => (
              <Text wrap={false} title={folderOf(row.path)}>
                {folderOf(row.path) || words.root}
              </Text>
            ),
          },
          {
            key: 'snapshot',
            title: words.snapshot,
            width: 18,
            render: (row: Row) => formats.moment(row.takenAt),
          },
        ]
      : []),
    {
      key: 'modified',
      title: words.modified,
      sort: 'modified',
      width: 18,
      render: (row) => formats.moment(row.modifiedAt),
    },
    { key: 'size', title: words.size, sort: 'size', width: 12, isNumber: true, render: sizeOf },
  ]
  const shown = rows ?? []
  return (
    <DataTable
      label={words.files}
      columns={columns}
      rows={rows}
      idOf={idOf}
      empty={empty}
      keys={{ place, open, up }}
      more={more}
      total={total}
      height="max(280px, calc(100dvh - 330px))"
      {...(sorting && { sorting })}
      {...(basket && {
        choosing: {
          chosen: new Set(shown.filter((row) => basket.has(row)).map(idOf)),
          choose: (chosen: ReadonlySet<string>) => {
            basket.remove(shown.filter((row) => basket.has(row) && !chosen.has(idOf(row))))
            basket.add(shown.filter((row) => !basket.has(row) && chosen.has(idOf(row))).map(asChosen))
          },
          nameOf: ({ path }: Row) => nameOf(path),
        },
      })}
    />
  )
}

function idOf({ snapshotId, path }: Row): string {
  return `${snapshotId} ${path}`
}

function asChosen({ snapshotId, takenAt, path, kind, size }: Row): Chosen {
  return { snapshotId, takenAt, path, kind, size }
}
