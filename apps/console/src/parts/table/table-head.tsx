import { Button, Checkbox, makeStyles, Text, tokens } from '@fluentui/react-components'
import { ArrowDownRegular, ArrowUpRegular } from '@fluentui/react-icons'
import { useCommon } from '../../words/use-common.ts'
import { Hidden } from '../hidden.tsx'
import type { Column, Sorting } from './column.ts'

const useStyles = makeStyles({
  head: {
    position: 'sticky',
    top: 0,
    zIndex: 1,
    height: '44px',
    backgroundColor: tokens.colorNeutralBackground1,
    '& th': { borderBottom: `1px solid ${tokens.colorNeutralStroke2}` },
  },
  sort: {
    minWidth: 0,
    maxWidth: '100%',
    paddingInline: 0,
    justifyContent: 'flex-start',
    fontWeight: tokens.fontWeightSemibold,
    lineHeight: tokens.lineHeightBase200,
    textAlign: 'start',
  },
})

/** The titles of the columns; those that sort are buttons. */
export function TableHead<Row, Sort extends string>(props: {
  readonly columns: readonly Column<Row, Sort>[]
  readonly sorting: Sorting<Sort> | undefined
  /** Whether all rows are chosen; undefined where rows cannot be. */
  readonly chosen: boolean | 'mixed' | undefined
  readonly chooseAll: (isChosen: boolean) => void
}) {
  const { columns, sorting, chosen, chooseAll } = props
  const common = useCommon()
  const styles = useStyles()
  return (
    <thead className={styles.head}>
      <tr>
        {chosen !== undefined && (
          <th scope="col" data-kept data-choose>
            <Checkbox
              aria-label={common.selectAll}
              checked={chosen}
              onChange={(_, { checked }) => chooseAll(checked === true)}
            />
          </th>
        )}
        {columns.map(({ key, title, isTitleHidden, sort, isKept, isNumber }) => {
          const isSorted = sort !== undefined && sorting?.by === sort
          return (
            <th
              key={key}
              scope="col"
              {...(isNumber && { 'data-number': true })}
              {...(isKept && { 'data-kept': true })}
              {...(sorting && sort && { 'aria-sort': isSorted ? sorting.order : 'none' })}
            >
              {sorting && sort ? (
                <Button
                  appearance="transparent"
                  size="small"
                  className={styles.sort}
                  iconPosition="after"
                  icon={
                    isSorted ? (
                      sorting.order === 'ascending' ? (
                        <ArrowUpRegular aria-hidden />
                      ) : (
                        <ArrowDownRegular aria-hidden />
                      )
                    ) : null
                  }
                  onClick={() =>
                    sorting.choose(
                      sort,
                      isSorted && sorting.order === 'ascending' ? 'descending' : 'ascending',
                    )
                  }
                >
                  {title}
                </Button>
              ) : isTitleHidden ? (
                <Hidden>{title}</Hidden>
              ) : (
                <Text size={200} weight="semibold">
                  {title}
                </Text>
              )}
            </th>
          )
        })}
      </tr>
    </thead>
  )
}
