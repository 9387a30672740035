import { makeStyles, mergeClasses, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useCallback, useEffect, useRef } from 'react'
import type { Choosing, Column, Sorting } from './column.ts'
import { RowCells } from './row-cells.tsx'
import { TableHead } from './table-head.tsx'
import { type RowKeys, useRowKeys } from './use-row-keys.ts'

/** A phone held upright: it shows what says which row it is, and what matters most. */
const NARROW = '@media (max-width: 720px)'
const WAITING = 8
/** Of the titles, in pixels, which stand above the rows while they scroll. */
const HEAD = 44

const useStyles = makeStyles({
  frame: {
    position: 'relative',
    overflow: 'auto',
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  table: {
    width: '100%',
    tableLayout: 'fixed',
    borderCollapse: 'separate',
    borderSpacing: 0,
    '& th, & td': {
      textAlign: 'start',
      fontWeight: 'inherit',
      paddingInline: tokens.spacingHorizontalS,
      overflow: 'hidden',
      textOverflow: 'ellipsis',
    },
    '& [data-number]': { textAlign: 'end', fontVariantNumeric: 'tabular-nums' },
    '& [data-choose]': { textOverflow: 'clip' },
  },
  some: {
    minWidth: '880px',
    [NARROW]: {
      minWidth: '100%',
      '& col:not([data-kept]), & th:not([data-kept]), & td:not([data-kept])': { display: 'none' },
      '& col[data-narrow]': { width: 'var(--narrow) !important' },
    },
  },
  choose: { width: '44px' },
  row: {
    ':hover': { backgroundColor: tokens.colorSubtleBackgroundHover },
    ':focus-visible': {
      outline: `2px solid ${tokens.colorStrokeFocus2}`,
      outlineOffset: '-2px',
    },
    '& > *': { borderBottom: `1px solid ${tokens.colorNeutralStroke3}` },
  },
})

export interface DataTableProps<Row, Sort extends string> {
  /** What the table shows: its name for screen readers. */
  readonly label: string
  readonly columns: readonly Column<Row, Sort>[]
  /** Undefined while the first ones are on the way. */
  readonly rows: readonly Row[] | undefined
  readonly idOf: (row: Row) => string
  /** What stands there when there is no row: why, and what to do. */
  readonly empty: ReactNode
  readonly sorting?: Sorting<Sort>
  readonly choosing?: Choosing<Row> | undefined
  /** Rows that are walked through by arrow keys, opened by Enter and chosen by the space bar. */
  readonly keys?: RowKeys<Row> | undefined
  /** Fetches the next page; undefined when there is none, or it is on its way. */
  readonly more?: (() => void) | undefined
  /** How many rows there are on the server, where that is known. */
  readonly total?: number | undefined
  /** In pixels, the same for all. */
  readonly rowHeight?: number
  /** How high the table may become: a CSS length. */
  readonly height?: string
}

/** Rows and columns. Only rows that can be seen are made, so that a hundred thousand scroll as ten do. */
export function DataTable<Row, Sort extends string = never>(props: DataTableProps<Row, Sort>) {
  const { label, columns, rows, idOf, empty, sorting, choosing, keys, more, total } = props
  const { rowHeight = 52, height = 'max(320px, calc(100dvh - 260px))' } = props
  const styles = useStyles()
  const frame = useRef<HTMLDivElement>(null)
  const loaded = rows?.length ?? WAITING
  const virtual = useVirtualizer({
    count: loaded,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    scrollPaddingEnd: HEAD,
  })
  const seen = virtual.getVirtualItems()
  const last = seen.at(-1)?.index ?? 0
  useEffect(() => {
    if (last >= loaded - 20) more?.()
  }, [last, loaded, more])

  const toggle = (row: Row) => {
    const isChosen = choosing?.chosen.has(idOf(row)) === true
    choosing?.choose(toggled(choosing.chosen, idOf(row), !isChosen))
  }
  const toggleNow = useRef(toggle)
  useEffect(() => {
    toggleNow.current = toggle
  })
  const toggleRow = useCallback((row: Row) => toggleNow.current(row), [])
  const scrollTo = useCallback((index: number) => virtual.scrollToIndex(index), [virtual])
  const range = [seen[0]?.index ?? 0, last] as const
  const { onFrame, onRow } = useRowKeys({ frame, rows, keys, toggle, scrollTo, seen: range })

  const before = seen[0]?.start ?? 0
  const after = virtual.getTotalSize() - (seen.at(-1)?.end ?? 0)
  const isSomeKept = columns.some(({ isKept }) => isKept)
  return (
    <section
      ref={frame}
      className={styles.frame}
      style={{ maxHeight: height }}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
      tabIndex={0}
      aria-label={label}
      {...onFrame}
    >
      <table
        {...(keys && { role: 'grid' })}
        className={mergeClasses(styles.table, isSomeKept && styles.some)}
        aria-label={label}
        aria-rowcount={(total ?? loaded) + 1}
        aria-busy={rows === undefined}
      >
        <colgroup>
          {choosing && <col className={styles.choose} data-kept />}
          {columns.map(({ key, width, isKept, keptWidth }) => (
            <col
              key={key}
              style={{ ...(width !== undefined && { width: `${width}%` }), ...narrow(keptWidth) }}
              {...(isKept && { 'data-kept': true })}
              {...(keptWidth !== undefined && { 'data-narrow': true })}
            />
          ))}
        </colgroup>
        <TableHead
          columns={columns}
          sorting={sorting}
          chosen={choosing && howMany(choosing.chosen, rows, idOf)}
          chooseAll={(isChosen) => choosing?.choose(new Set(isChosen ? (rows ?? []).map(idOf) : []))}
        />
        <tbody>
          <Space height={before} />
          {seen.map(({ index }) => {
            const row = rows?.[index]
            return (
              <tr
                key={row === undefined ? index : idOf(row)}
                aria-rowindex={index + 2}
                className={styles.row}
                style={{ height: rowHeight }}
                {...(row !== undefined && onRow(index))}
                {...(keys &&
                  choosing &&
                  row !== undefined && { 'aria-selected': choosing.chosen.has(idOf(row)) })}
              >
                {row === undefined ? (
                  <Waiting columns={columns.length + (choosing ? 1 : 0)} />
                ) : (
                  <RowCells
                    row={row}
                    columns={columns}
                    isChosen={choosing?.chosen.has(idOf(row))}
                    name={choosing?.nameOf(row) ?? ''}
                    isWalked={keys !== undefined}
                    toggle={toggleRow}
                  />
                )}
              </tr>
            )
          })}
          <Space height={after} />
        </tbody>
      </table>
      {rows?.length === 0 && empty}
    </section>
  )
}

/** The width of a column on a phone, for its style. */
function narrow(width: number | undefined): object {
  return width === undefined ? {} : { '--narrow': `${width}%` }
}

function toggled(chosen: ReadonlySet<string>, id: string, isChosen: boolean): ReadonlySet<string> {
  const next = new Set(chosen)
  if (isChosen) next.add(id)
  else next.delete(id)
  return next
}

function howMany<Row>(
  chosen: ReadonlySet<string>,
  rows: readonly Row[] | undefined,
  idOf: (row: Row) => string,
): boolean | 'mixed' {
  if (!rows || rows.length === 0 || chosen.size === 0) return false
  return rows.every((row) => chosen.has(idOf(row))) ? true : 'mixed'
}

/** In the place of rows that are not to be seen. */
function Space({ height }: { readonly height: number }) {
  return height > 0 ? <tr aria-hidden style={{ height }} /> : null
}

/** In the place of a row that is on the way. */
function Waiting({ columns }: { readonly columns: number }) {
  return (
    <td colSpan={columns} data-kept>
      <Skeleton aria-hidden>
        <SkeletonItem size={24} />
      </Skeleton>
    </td>
  )
}
