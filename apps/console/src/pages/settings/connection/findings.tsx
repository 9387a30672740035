import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components'
import {
  CheckmarkCircleFilled,
  DismissCircleFilled,
  type FluentIcon,
  SubtractCircleRegular,
  WarningFilled,
} from '@fluentui/react-icons'
import { Hidden } from '../../../parts/hidden.tsx'
import { useWords } from '../../../words/translate.ts'
import type { Finding, Purpose } from './connection-query.ts'
import { CONNECTION } from './words.ts'

const ICONS: Readonly<Record<Finding['outcome'], FluentIcon>> = {
  passed: CheckmarkCircleFilled,
  warning: WarningFilled,
  failed: DismissCircleFilled,
  skipped: SubtractCircleRegular,
}

const useStyles = makeStyles({
  list: {
    listStyleType: 'none',
    margin: `${tokens.spacingVerticalS} 0 0`,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
  },
  item: { display: 'flex', gap: tokens.spacingHorizontalS, alignItems: 'flex-start' },
  words: { display: 'flex', flexDirection: 'column', minWidth: 0, overflowWrap: 'anywhere' },
  icon: { flexShrink: 0, fontSize: '20px' },
  passed: { color: tokens.colorPaletteGreenForeground1 },
  warning: { color: tokens.colorPaletteDarkOrangeForeground1 },
  failed: { color: tokens.colorPaletteRedForeground1 },
  skipped: { color: tokens.colorNeutralForeground3 },
  hint: { color: tokens.colorNeutralForeground2 },
})

/** What a verification found: a checklist for each application, with what to do. */
export function Findings({ findings }: { readonly findings: readonly Finding[] }) {
  const words = useWords(CONNECTION)
  const styles = useStyles()
  const purposes: readonly Purpose[] = ['backup', 'restore']
  return purposes
    .map((purpose) => [purpose, findings.filter((each) => each.purpose === purpose)] as const)
    .filter(([, found]) => found.length > 0)
    .map(([purpose, found]) => (
      <div key={purpose}>
        <Text as="h3" weight="semibold" block>
          {words.purposes[purpose]}
        </Text>
        <ul className={styles.list} aria-label={words.purposes[purpose]}>
          {found.map(({ code, outcome, message, hint, details }) => {
            const Icon = ICONS[outcome]
            return (
              <li key={`${code} ${JSON.stringify(details)}`} className={styles.item}>
                <Icon className={mergeClasses(styles.icon, styles[outcome])} aria-hidden />
                <span className={styles.words}>
                  <Text>
                    <Hidden>{words.outcomes[outcome]}: </Hidden>
                    {message}
                  </Text>
                  {hint && (
                    <Text size={200} className={styles.hint}>
                      {hint}
                    </Text>
                  )}
                </span>
              </li>
            )
          })}
        </ul>
      </div>
    ))
}
