import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components'
import { ErrorCircleRegular } from '@fluentui/react-icons'
import { Link } from '@tanstack/react-router'
import { useFormats } from '../../../parts/use-formats.ts'
import { useWords } from '../../../words/translate.ts'
import { WIZARD } from '../words/wizard.ts'
import { STEPS, type Step } from './step.ts'

const NARROW = '@media (max-width: 720px)'

const useStyles = makeStyles({
  list: {
    display: 'grid',
    gap: tokens.spacingVerticalXXS,
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    [NARROW]: { display: 'none' },
  },
  step: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    minHeight: '40px',
    paddingInline: tokens.spacingHorizontalS,
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorNeutralForeground2,
    textDecorationLine: 'none',
    ':hover': { backgroundColor: tokens.colorSubtleBackgroundHover },
  },
  here: {
    color: tokens.colorNeutralForeground1,
    fontWeight: tokens.fontWeightSemibold,
    backgroundColor: tokens.colorSubtleBackgroundSelected,
  },
  number: {
    display: 'grid',
    placeItems: 'center',
    width: '24px',
    height: '24px',
    flexShrink: 0,
    borderRadius: tokens.borderRadiusCircular,
    border: `1px solid ${tokens.colorNeutralStrokeAccessible}`,
    fontSize: tokens.fontSizeBase200,
  },
  numberHere: {
    border: `1px solid ${tokens.colorBrandBackground}`,
    backgroundColor: tokens.colorBrandBackground,
    color: tokens.colorNeutralForegroundOnBrand,
  },
  wrong: { color: tokens.colorStatusDangerForeground1, fontSize: '20px', flexShrink: 0 },
  short: { display: 'none', color: tokens.colorNeutralForeground2, [NARROW]: { display: 'block' } },
})

/** Where one is among the steps; each can be gone to at any time. */
export function StepList(props: { readonly here: Step; readonly isWrong: (step: Step) => boolean }) {
  const { here, isWrong } = props
  const words = useWords(WIZARD)
  const formats = useFormats()
  const styles = useStyles()
  return (
    <nav aria-label={words.steps}>
      <Text className={styles.short}>
        {words.stepOf(formats.count(STEPS.indexOf(here) + 1), formats.count(STEPS.length))}
      </Text>
      <ol className={styles.list}>
        {STEPS.map((step, at) => (
          <li key={step}>
            <Link
              to="."
              search={{ step } as never}
              className={mergeClasses(styles.step, step === here && styles.here)}
              aria-current={step === here ? 'step' : undefined}
            >
              <span aria-hidden className={mergeClasses(styles.number, step === here && styles.numberHere)}>
                {at + 1}
              </span>
              {words.step[step]}
              {isWrong(step) && <ErrorCircleRegular className={styles.wrong} aria-label={words.wrongHere} />}
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  )
}
