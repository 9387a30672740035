import { makeStyles, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'

const useStyles = makeStyles({
  list: {
    display: 'grid',
    // The same in every list, so that several of them stand in line; a long name takes two lines.
    gridTemplateColumns: 'min(42%, 220px) minmax(0, 1fr)',
    gap: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
    margin: 0,
  },
  name: { color: tokens.colorNeutralForeground2, overflowWrap: 'break-word', hyphens: 'auto' },
  value: { margin: 0, overflowWrap: 'anywhere' },
})

export type Fact = readonly [name: string, value: ReactNode]

/** What is known of something, a line each. */
export function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  const styles = useStyles()
  return (
    <dl className={styles.list}>
      {facts.map(([name, value]) => [
        <dt key={`${name}?`} className={styles.name}>
          {name}
        </dt>,
        <dd key={name} className={styles.value}>
          {value}
        </dd>,
      ])}
    </dl>
  )
}
