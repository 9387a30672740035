import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { CheckmarkCircleFilled, CircleRegular } from '@fluentui/react-icons'
import { Link } from '@tanstack/react-router'
import { Hidden } from '../../parts/hidden.tsx'
import { useWords } from '../../words/translate.ts'
import { STEPS, type Step } from './steps.ts'
import { SETUP } from './words.ts'

const useStyles = makeStyles({
  list: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(140px, 1fr))',
    gap: tokens.spacingHorizontalS,
    listStyleType: 'none',
    margin: 0,
    padding: 0,
  },
  step: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    minHeight: '44px',
    color: tokens.colorNeutralForeground2,
    textDecorationLine: 'none',
    borderTop: `3px solid ${tokens.colorNeutralStroke1}`,
  },
  passed: { borderTopColor: tokens.colorStatusSuccessBorderActive },
  here: {
    color: tokens.colorNeutralForeground1,
    fontWeight: tokens.fontWeightSemibold,
    borderTopColor: tokens.colorCompoundBrandStroke,
  },
  icon: { flexShrink: 0, fontSize: '20px' },
  check: { flexShrink: 0, fontSize: '20px', color: tokens.colorStatusSuccessForeground1 },
})

/** All steps: which are done, and where one is. Each can be gone to. */
export function StepList(props: {
  readonly here: Step | undefined
  readonly done: Readonly<Record<Step, boolean>> | undefined
}) {
  const words = useWords(SETUP)
  const styles = useStyles()
  const { here, done } = props
  return (
    <nav aria-label={words.progress}>
      <ol className={styles.list}>
        {STEPS.map((step) => (
          <li key={step}>
            <Link
              to="/setup"
              search={{ step }}
              className={mergeClasses(
                styles.step,
                done?.[step] && styles.passed,
                step === here && styles.here,
              )}
              aria-current={step === here ? 'step' : undefined}
            >
              {done?.[step] ? (
                <CheckmarkCircleFilled className={styles.check} aria-hidden />
              ) : (
                <CircleRegular className={styles.icon} aria-hidden />
              )}
              <span>{words.steps[step]}</span>
              {done?.[step] && <Hidden>{words.isDone}</Hidden>}
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  )
}
