import { makeStyles, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { Failed } from '../../../parts/failed.tsx'
import { useWords } from '../../../words/translate.ts'
import { providersQuery } from '../keys-queries.ts'
import { KEYS } from '../words.ts'
import { ProviderRow } from './provider-row.tsx'

const useStyles = makeStyles({
  list: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    '& > li + li': { borderTop: `1px solid ${tokens.colorNeutralStroke3}` },
  },
})

/** Everybody who holds keys. */
export function ProviderList() {
  const words = useWords(KEYS)
  const styles = useStyles()
  const { data, error, refetch } = useQuery(providersQuery)
  if (error && !data) return <Failed error={error} reset={() => void refetch()} />
  if (!data)
    return (
      <Skeleton aria-hidden>
        <SkeletonItem size={72} />
      </Skeleton>
    )
  return (
    <ul className={styles.list} aria-label={words.holders}>
      {data.items.map((provider) => (
        <ProviderRow key={provider.id} provider={provider} />
      ))}
    </ul>
  )
}
