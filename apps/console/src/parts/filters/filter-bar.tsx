import { Button, makeStyles, tokens } from '@fluentui/react-components'
import { FilterDismissRegular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useWords } from '../../words/translate.ts'
import { FILTERS } from './words.ts'

const useStyles = makeStyles({
  bar: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 160px), 1fr))',
    alignItems: 'end',
    gap: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    marginBlockEnd: tokens.spacingVerticalL,
    '@media (max-width: 480px)': { gridTemplateColumns: '1fr 1fr' },
  },
  // As long as it says, over as many columns as that takes.
  clear: { justifySelf: 'start', whiteSpace: 'nowrap', gridColumnEnd: 'span 2' },
})

/** What a list is limited by, and the way back to all of it. */
export function FilterBar(props: {
  readonly isFiltered: boolean
  readonly clear: () => void
  readonly children: ReactNode
}) {
  const words = useWords(FILTERS)
  const styles = useStyles()
  const { isFiltered, clear, children } = props
  return (
    <search className={styles.bar} aria-label={words.label}>
      {children}
      {isFiltered && (
        <Button
          className={styles.clear}
          appearance="subtle"
          icon={<FilterDismissRegular aria-hidden />}
          onClick={clear}
        >
          {words.clear}
        </Button>
      )}
    </search>
  )
}
