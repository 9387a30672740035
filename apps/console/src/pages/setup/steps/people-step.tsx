import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { LinkButton } from '../../../parts/link-button.tsx'
import { useFormats } from '../../../parts/use-formats.ts'
import { useWords } from '../../../words/translate.ts'
import { Done } from '../done.tsx'
import { howFarQuery, rulesQuery } from '../setup-queries.ts'
import { SETUP } from '../words.ts'

const useStyles = makeStyles({
  column: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  links: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
})

/** Whose OneDrive is backed up: who came by themselves, by which rule, and the way to add others. */
export function PeopleStep() {
  const words = useWords(SETUP)
  const styles = useStyles()
  const formats = useFormats()
  const active = useQuery(howFarQuery).data?.people.active
  const [rule] = useQuery(rulesQuery).data?.rules ?? []
  if (active === undefined) return null
  return (
    <div className={styles.column}>
      {active > 0 ? (
        <Done>{words.peopleCame(active, formats.count(active))}</Done>
      ) : (
        <Text role="status">{words.nobodyYet}</Text>
      )}
      {rule && (
        <Text>
          {rule.condition.kind === 'everyone'
            ? words.everyone(rule.profileName)
            : words.firstRule(rule.profileName)}
        </Text>
      )}
      <div className={styles.links}>
        <LinkButton to="/people">{words.toPeople}</LinkButton>
        <LinkButton to="/people?tab=rules">{words.toRules}</LinkButton>
      </div>
    </div>
  )
}
