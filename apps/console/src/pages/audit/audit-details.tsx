import { makeStyles, tokens } from '@fluentui/react-components'
import { useMay } from '../../api/me.ts'
import { type Fact, Facts } from '../../parts/facts.tsx'
import { PageLink } from '../../parts/page-link.tsx'
import { useFormats } from '../../parts/use-formats.ts'
import { useWords } from '../../words/translate.ts'
import { useCommon } from '../../words/use-common.ts'
import type { AuditEntry } from './audit-entry.tsx'
import { AUDIT } from './words.ts'

const useStyles = makeStyles({
  details: {
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalM}`,
    marginBlockStart: tokens.spacingVerticalS,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground2,
  },
})

/** Everything that an entry holds, as it was written. */
export function AuditDetails({ entry }: { readonly entry: AuditEntry }) {
  const { fields, isPrivate } = useWords(AUDIT)
  const common = useCommon()
  const styles = useStyles()
  const may = useMay()
  const { count } = useFormats()
  const { actor, details, privateDetails, personId, personName } = entry
  const role = Object.entries(common.role).find(([name]) => name === actor.role)?.[1]
  const facts: Fact[] = [
    [fields.number, count(entry.number)],
    [fields.actor, [actor.name, role, actor.address].filter(Boolean).join(' · ')],
    [fields.action, entry.action],
    [fields.target, `${entry.targetKind} ${entry.targetId}`],
    ...(personId !== null
      ? [
          [
            fields.person,
            may('people:read') && personName !== null ? (
              <PageLink key="person" to={`/onedrive/${personId}`}>
                {personName}
              </PageLink>
            ) : (
              (personName ?? personId)
            ),
          ] as const,
        ]
      : []),
    ...valuesOf(details, common),
    ...valuesOf(privateDetails ?? {}, common),
    ...(entry.isPrivate ? [[fields.private, isPrivate] as const] : []),
    [fields.hash, entry.hash],
  ]
  return (
    <div className={styles.details}>
      <Facts facts={facts} />
    </div>
  )
}

function valuesOf(
  details: AuditEntry['details'],
  common: { readonly yes: string; readonly no: string; readonly none: string },
): readonly Fact[] {
  return Object.entries(details).map(([name, value]) => [
    name,
    Array.isArray(value)
      ? value.join(', ') || common.none
      : typeof value === 'boolean'
        ? value
          ? common.yes
          : common.no
        : value === null
          ? common.none
          : String(value),
  ])
}
