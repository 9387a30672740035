import { makeStyles, Text, tokens } from '@fluentui/react-components'
import type { components } from '@holdfast/api-client'
import { useQuery } from '@tanstack/react-query'
import { Facts } from '../../../parts/facts.tsx'
import { PageLink } from '../../../parts/page-link.tsx'
import { Panel } from '../../../parts/panel.tsx'
import { useFormats } from '../../../parts/use-formats.ts'
import { useWords } from '../../../words/translate.ts'
import { rulesQuery } from '../rules/rule.ts'
import { DIRECTORY } from '../words/directory.ts'
import { SkippedPeople } from './skipped-people.tsx'

const useStyles = makeStyles({
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalXL, overflowWrap: 'anywhere' },
})

type Sync = components['schemas']['DirectorySync']

/** What the last synchronisation did, by its numbers, and what it could not do. */
export function LastSync({ last }: { readonly last: Sync }) {
  const { sync: words, rules } = useWords(DIRECTORY)
  const formats = useFormats()
  const styles = useStyles()
  const { data: all = [] } = useQuery({ ...rulesQuery, enabled: last.missingGroups.length > 0 })
  const nameOf = (groupId: string) => {
    const rule = all.find(({ condition }) => condition.kind === 'group' && condition.groupId === groupId)
    return rule?.condition.kind === 'group' && rule.condition.name !== ''
      ? `${rule.condition.name} (${groupId})`
      : groupId
  }
  return (
    <>
      <Panel title={words.last}>
        <Facts
          facts={[
            [words.at, `${formats.moment(last.at)} (${formats.ago(last.at)})`],
            [words.kind, last.full ? words.full : words.changes],
            [words.added, formats.count(last.added)],
            [words.changed, formats.count(last.changed)],
            [words.moved, formats.count(last.moved)],
            [words.preserved, formats.count(last.preserved)],
            [words.reactivated, formats.count(last.reactivated)],
          ]}
        />
      </Panel>
      <Panel title={words.skipped} {...(last.skipped.length > 0 && { about: words.skippedAbout })}>
        {last.skipped.length === 0 ? (
          <Text>{words.skippedNone}</Text>
        ) : (
          <SkippedPeople skipped={last.skipped} />
        )}
      </Panel>
      {last.missingGroups.length > 0 && (
        <Panel title={words.missing} about={words.missingAbout}>
          <ul className={styles.list}>
            {last.missingGroups.map((id) => (
              <li key={id}>{nameOf(id)}</li>
            ))}
          </ul>
          <PageLink to="/people?tab=rules">{rules.title}</PageLink>
        </Panel>
      )}
    </>
  )
}
