import { makeStyles, Text } from '@fluentui/react-components'
import type { Column } from '../../../parts/table/column.ts'
import { useFormats } from '../../../parts/use-formats.ts'
import { useWords } from '../../../words/translate.ts'
import type { Row } from '../report-queries.ts'
import { REPORTS } from '../words/reports.ts'

const useStyles = makeStyles({
  table: {
    width: '100%',
    borderCollapse: 'collapse',
    fontSize: '9pt',
    '& th, & td': {
      textAlign: 'start',
      verticalAlign: 'top',
      padding: '4px 6px',
      borderBottom: '1px solid #ccc',
    },
    '& thead': { display: 'table-header-group' },
    '& tr': { breakInside: 'avoid' },
  },
})

/** All rows that are there, for paper: nothing scrolls on it. */
export function PrintedTable(props: {
  readonly columns: readonly Column<Row, string>[]
  readonly rows: readonly Row[]
  readonly total: number
}) {
  const { columns, rows, total } = props
  const styles = useStyles()
  const words = useWords(REPORTS)
  const { count } = useFormats()
  return (
    <>
      {rows.length < total && <Text>{words.loaded(count(rows.length), count(total))}</Text>}
      <table className={styles.table}>
        <thead>
          <tr>
            {columns.map(({ key, title }) => (
              <th key={key} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              {columns.map(({ key, render }) => (
                <td key={key}>{render(row)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
