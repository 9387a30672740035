import { makeStyles, mergeClasses, Skeleton, SkeletonItem, Text, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { CHART_COLORS } from './colors.ts'

const NARROW = '@media (max-width: 720px)'
const WAITING = 5

const useStyles = makeStyles({
  table: {
    width: '100%',
    borderCollapse: 'collapse',
    tableLayout: 'fixed',
    '& th, & td': {
      textAlign: 'start',
      fontWeight: 'inherit',
      padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalS}`,
    },
    '& [data-number]': { textAlign: 'end', fontVariantNumeric: 'tabular-nums' },
    [NARROW]: {
      '& col:not([data-kept]), & th:not([data-kept]), & td:not([data-kept])': { display: 'none' },
    },
  },
  row: {
    '& > *': { borderTop: `1px solid ${tokens.colorNeutralStroke3}`, verticalAlign: 'bottom' },
    ':hover': { backgroundColor: tokens.colorSubtleBackgroundHover },
  },
  // By its edge: on a darker ground the colour of links would not hold its contrast.
  chosen: { boxShadow: `inset 3px 0 ${tokens.colorCompoundBrandStroke}` },
  name: { display: 'block', overflowWrap: 'anywhere', marginBlockEnd: tokens.spacingVerticalXS },
  track: {
    display: 'block',
    height: '8px',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground6,
    overflow: 'hidden',
    forcedColorAdjust: 'none',
  },
  bar: {
    display: 'block',
    height: '100%',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: CHART_COLORS.first,
  },
})

export interface BarColumn<Row> {
  readonly key: string
  readonly title: string
  readonly textOf: (row: Row) => string
  /** Shown on a phone, too. */
  readonly isKept?: boolean
}

export interface BarTableProps<Row> {
  /** What it shows: its name for screen readers. */
  readonly label: string
  /** Title of the names. */
  readonly title: string
  /** Undefined while they are on the way. */
  readonly rows: readonly Row[] | undefined
  readonly keyOf: (row: Row) => string
  readonly nameOf: (row: Row) => ReactNode
  /** What the bar is as long as. */
  readonly amountOf: (row: Row) => number
  readonly columns: readonly BarColumn<Row>[]
  readonly isChosen?: (row: Row) => boolean
  /** How many rows to hold the place of. */
  readonly waiting?: number
}

/** Bars beside each other, which are a table at the same time: whoever sees no bars reads the numbers. */
export function BarTable<Row>(props: BarTableProps<Row>) {
  const { label, title, rows, keyOf, nameOf, amountOf, columns, isChosen, waiting = WAITING } = props
  const styles = useStyles()
  const longest = Math.max(1, ...(rows ?? []).map(amountOf))
  const side = columns.length > 3 ? 14 : 18
  return (
    <table className={styles.table} aria-label={label} aria-busy={rows === undefined}>
      <colgroup>
        <col data-kept />
        {columns.map(({ key, isKept }) => (
          <col
            key={key}
            style={{ width: isKept ? 110 : `${side}%` }}
            {...(isKept && { 'data-kept': true })}
          />
        ))}
      </colgroup>
      <thead>
        <tr>
          <th scope="col" data-kept>
            <Text size={200} weight="semibold">
              {title}
            </Text>
          </th>
          {columns.map(({ key, title: name, isKept }) => (
            <th key={key} scope="col" data-number {...(isKept && { 'data-kept': true })}>
              <Text size={200} weight="semibold">
                {name}
              </Text>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows === undefined
          ? [...Array(waiting).keys()].map((row) => <Waiting key={row} columns={columns.length + 1} />)
          : rows.map((row) => (
              <tr key={keyOf(row)} className={mergeClasses(styles.row, isChosen?.(row) && styles.chosen)}>
                <th scope="row" data-kept>
                  <span className={styles.name}>{nameOf(row)}</span>
                  <span className={styles.track} aria-hidden>
                    <span
                      className={styles.bar}
                      style={{
                        width: `${(amountOf(row) / longest) * 100}%`,
                        minWidth: amountOf(row) > 0 ? 3 : 0,
                      }}
                    />
                  </span>
                </th>
                {columns.map(({ key, textOf, isKept }) => (
                  <td key={key} data-number {...(isKept && { 'data-kept': true })}>
                    {textOf(row)}
                  </td>
                ))}
              </tr>
            ))}
      </tbody>
    </table>
  )
}

/** In the place of a row that is on the way. */
function Waiting({ columns }: { readonly columns: number }) {
  const styles = useStyles()
  return (
    <tr className={styles.row}>
      <td colSpan={columns} data-kept>
        <Skeleton aria-hidden>
          <SkeletonItem size={16} className={styles.name} />
          <SkeletonItem size={8} />
        </Skeleton>
      </td>
    </tr>
  )
}
