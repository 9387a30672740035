import { makeStyles, Skeleton, SkeletonItem, Text, tokens } from '@fluentui/react-components'
import { KeyRegular, ShieldTaskRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../../api/client.ts'
import { send } from '../../../api/send.ts'
import { Failed } from '../../../parts/failed.tsx'
import { Panel } from '../../../parts/panel.tsx'
import { useFormats } from '../../../parts/use-formats.ts'
import { useWords } from '../../../words/translate.ts'
import { PERSON } from './words.ts'

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  slot: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    paddingBlock: tokens.spacingVerticalS,
    '& + &': { borderTop: `1px solid ${tokens.colorNeutralStroke3}` },
  },
  icon: { fontSize: '20px', flexShrink: 0 },
  words: { display: 'flex', flexDirection: 'column', minWidth: 0, overflowWrap: 'anywhere' },
  about: { color: tokens.colorNeutralForeground2 },
})

/** Who can open a person's vault. */
export function KeySlotsPanel({ personId }: { readonly personId: string }) {
  const words = useWords(PERSON).keys
  const styles = useStyles()
  const { day } = useFormats()
  const { data, error, refetch } = useQuery({
    queryKey: ['person', personId, 'key-slots'],
    queryFn: () => send(api.GET('/api/v1/people/{id}/key-slots', { params: { path: { id: personId } } })),
  })
  return (
    <Panel title={words.title} about={words.about}>
      {error && <Failed error={error} reset={() => void refetch()} />}
      {data === undefined && !error && (
        <Skeleton aria-label={words.title}>
          <SkeletonItem size={40} />
        </Skeleton>
      )}
      {data?.items.length === 0 && <Text>{words.none}</Text>}
      {data !== undefined && data.items.length > 0 && (
        <ul className={styles.list}>
          {data.items.map(({ id, holder, provider, createdAt }) => (
            <li key={id} className={styles.slot}>
              {holder === 'recovery-kit' ? (
                <ShieldTaskRegular className={styles.icon} aria-hidden />
              ) : (
                <KeyRegular className={styles.icon} aria-hidden />
              )}
              <span className={styles.words}>
                <Text weight="semibold">{provider?.name ?? words[holder]}</Text>
                <Text size={200} className={styles.about}>
                  {[
                    provider && words.kinds[provider.kind],
                    provider &&
                      (provider.isRemoved
                        ? words.removed
                        : provider.kind !== 'kms' && (provider.isConnected ? words.connected : words.away)),
                    words.since(day(createdAt)),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </Text>
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
