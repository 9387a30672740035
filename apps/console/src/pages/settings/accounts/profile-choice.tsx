import { Checkbox, makeStyles } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { profileNamesQuery } from '../../../api/profile-names.ts'
import { useWords } from '../../../words/translate.ts'
import { Group } from '../form/group.tsx'
import { ACCOUNTS } from './words.ts'

const useStyles = makeStyles({
  group: { flexBasis: '100%' },
})

/** To which profiles a role is limited; null for none of that. Nothing where a role cannot be. */
export function ProfileChoice(props: {
  readonly limit: 'never' | 'may' | 'must'
  readonly profiles: readonly string[] | null
  readonly onChange: (profiles: readonly string[] | null) => void
}) {
  const { limit, profiles, onChange } = props
  const words = useWords(ACCOUNTS)
  const styles = useStyles()
  const { data } = useQuery({
    ...profileNamesQuery,
    enabled: limit !== 'never',
  })
  if (limit === 'never') return null
  const isLimited = limit === 'must' || profiles !== null
  const chosen = profiles ?? []
  return (
    <Group label={words.scope} hint={isLimited ? words.scopeHint : undefined} className={styles.group}>
      {limit === 'may' && (
        <Checkbox
          label={words.isLimited}
          checked={isLimited}
          onChange={(_, { checked }) => onChange(checked === true ? [] : null)}
        />
      )}
      {isLimited &&
        data?.map(({ id, name }) => (
          <Checkbox
            key={id}
            label={name}
            checked={chosen.includes(id)}
            onChange={(_, { checked }) =>
              onChange(checked === true ? [...chosen, id] : chosen.filter((each) => each !== id))
            }
          />
        ))}
    </Group>
  )
}

/** Whether a scope can be stored: one that is limited has to name a profile. */
export function isWholeScope(limit: 'never' | 'may' | 'must', profiles: readonly string[] | null): boolean {
  if (limit === 'never') return true
  return profiles === null ? limit === 'may' : profiles.length > 0
}
