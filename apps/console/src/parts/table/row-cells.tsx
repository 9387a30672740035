import { Checkbox } from '@fluentui/react-components'
import { memo, type ReactNode } from 'react'
import { useCommon } from '../../words/use-common.ts'
import type { Column } from './column.ts'

export interface RowCellsProps<Row> {
  readonly row: Row
  readonly columns: readonly Column<Row, string>[]
  /** Whether the row is chosen; undefined where rows cannot be. */
  readonly isChosen: boolean | undefined
  /** What the row is called where it can be chosen. */
  readonly name: string
  /** Whether keys go through the rows, so that the box itself is not stopped at. */
  readonly isWalked: boolean
  readonly toggle: (row: Row) => void
}

function Cells<Row>({ row, columns, isChosen, name, isWalked, toggle }: RowCellsProps<Row>): ReactNode {
  const common = useCommon()
  return (
    <>
      {isChosen !== undefined && (
        <td data-kept data-choose>
          <Checkbox
            aria-label={common.select(name)}
            {...(isWalked && { tabIndex: -1 })}
            checked={isChosen}
            onChange={() => toggle(row)}
          />
        </td>
      )}
      {columns.map(({ key, render, isName, isKept, isNumber }) => {
        const looks = {
          ...(isNumber && { 'data-number': true }),
          ...(isKept && { 'data-kept': true }),
        }
        return isName ? (
          <th key={key} scope="row" {...looks}>
            {render(row)}
          </th>
        ) : (
          <td key={key} {...looks}>
            {render(row)}
          </td>
        )
      })}
    </>
  )
}

/** The cells of a row; made again only when the row, the columns, or whether it is chosen change, and not while rows scroll by. */
export const RowCells = memo(Cells) as typeof Cells
