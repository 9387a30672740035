import { makeStyles, Text, tokens, typographyStyles } from '@fluentui/react-components'
import type { RefObject } from 'react'
import { useWords } from '../../../words/translate.ts'
import type { Profile } from '../profile.ts'
import { WIZARD } from '../words/wizard.ts'
import type { Step } from './step.ts'
import { FinishStep } from './steps/finish-step.tsx'
import { GeneralStep } from './steps/general-step.tsx'
import { KeysStep } from './steps/keys-step.tsx'
import { OnedriveStep } from './steps/onedrive-step.tsx'
import { PrivacyStep } from './steps/privacy-step.tsx'
import { RetentionStep } from './steps/retention-step.tsx'
import type { StepProps } from './steps/step-props.ts'
import type { Check } from './use-check.ts'
import type { DraftInHand } from './use-draft.ts'
import type { RetentionLoss } from './use-retention-loss.ts'

const useStyles = makeStyles({
  panel: {
    display: 'grid',
    gap: tokens.spacingVerticalL,
    minWidth: 0,
    boxSizing: 'border-box',
    padding: tokens.spacingHorizontalXL,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow4,
    '@media (max-width: 720px)': { padding: tokens.spacingHorizontalL },
  },
  head: { display: 'grid', gap: tokens.spacingVerticalXXS },
  title: { ...typographyStyles.subtitle1, margin: 0, outlineStyle: 'none' },
  about: { color: tokens.colorNeutralForeground2 },
})

/** One step of the wizard, with its heading. */
export function StepPanel(props: {
  readonly step: Step
  readonly heading: RefObject<HTMLHeadingElement | null>
  readonly profile: Profile | undefined
  readonly hand: DraftInHand
  readonly check: Check
  readonly loss: RetentionLoss
  readonly isRefused: boolean
}) {
  const { step, heading, profile, hand, check, loss, isRefused } = props
  const words = useWords(WIZARD)
  const styles = useStyles()
  const fields: StepProps = {
    draft: hand.draft,
    change: hand.change,
    problemAt(path) {
      const problem = check.problemAt(path)
      return problem === undefined ? {} : { validationState: 'error', validationMessage: problem }
    },
  }
  return (
    <section className={styles.panel} aria-labelledby="step">
      <div className={styles.head}>
        <h2 id="step" ref={heading} tabIndex={-1} className={styles.title}>
          {words.step[step]}
        </h2>
        <Text className={styles.about}>{words.about[step]}</Text>
      </div>
      {step === 'general' && <GeneralStep {...fields} isDefault={profile?.isDefault === true} />}
      {step === 'onedrive' && <OnedriveStep {...fields} />}
      {step === 'privacy' && <PrivacyStep {...fields} />}
      {step === 'retention' && (
        <RetentionStep {...fields} isNew={profile === undefined} loss={loss} isRefused={isRefused} />
      )}
      {step === 'keys' && <KeysStep {...fields} />}
      {step === 'finish' && <FinishStep profile={profile} hand={hand} check={check} />}
    </section>
  )
}
