import { Button, makeStyles, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type ReactNode, useEffect, useRef } from 'react'
import { Page } from '../../parts/page.tsx'
import { Panel } from '../../parts/panel.tsx'
import { useWords } from '../../words/translate.ts'
import { useCommon } from '../../words/use-common.ts'
import { StepList } from './step-list.tsx'
import { BackupStep } from './steps/backup-step.tsx'
import { ConnectionStep } from './steps/connection-step.tsx'
import { DoneStep } from './steps/done-step.tsx'
import { KitStep } from './steps/kit-step.tsx'
import { PeopleStep } from './steps/people-step.tsx'
import { StorageStep } from './steps/storage-step.tsx'
import { nextStep, nextUndone, STEPS, type Step } from './steps.ts'
import { useDone } from './use-done.ts'
import { SETUP } from './words.ts'

const BODIES: Readonly<Record<Step, (props: { readonly onDone: () => void }) => ReactNode>> = {
  kit: KitStep,
  connection: ConnectionStep,
  storage: StorageStep,
  people: PeopleStep,
  backup: BackupStep,
  done: DoneStep,
}

const useStyles = makeStyles({
  all: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, maxWidth: '1080px' },
  top: { outlineStyle: 'none' },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
})

/** The first start, step by step. Nothing of it must be done: what the server has is shown as done. */
export function SetupPage() {
  const words = useWords(SETUP)
  const styles = useStyles()
  const done = useDone()
  const { step } = useSearch({ from: '/signed-in/administration/setup' })
  const here = step ?? (done && (STEPS.find((each) => !done[each]) ?? 'done'))
  return (
    <Page title={words.title} about={words.about}>
      <div className={styles.all}>
        <StepList here={here} done={done} />
        {here === undefined ? (
          <Skeleton aria-hidden>
            <SkeletonItem size={128} />
          </Skeleton>
        ) : (
          <StepPanel key={here} step={here} done={done} />
        )}
      </div>
    </Page>
  )
}

function StepPanel(props: { readonly step: Step; readonly done: ReturnType<typeof useDone> }) {
  const { step, done } = props
  const isDone = done?.[step] ?? false
  const words = useWords(SETUP)
  const common = useCommon()
  const styles = useStyles()
  const navigate = useNavigate()
  const top = useRef<HTMLDivElement>(null)
  const Body = BODIES[step]
  const go = (to: Step | undefined) => void navigate({ to: '/setup', search: to ? { step: to } : {} })
  const next = () => go(nextStep(step))
  const skip = () => go(nextUndone(step, done))
  useEffect(() => {
    // Whoever goes on by keyboard or screen reader begins at the new step.
    if (document.activeElement === document.body) top.current?.focus({ preventScroll: true })
  }, [])
  return (
    <div ref={top} className={styles.top} tabIndex={-1}>
      <Panel title={words.steps[step]} about={words.abouts[step]}>
        <Body onDone={next} />
        <div className={styles.actions}>
          {step !== 'kit' && (
            <Button onClick={() => go(STEPS[STEPS.indexOf(step) - 1])}>{common.back}</Button>
          )}
          {step !== 'done' && (
            <Button appearance={isDone ? 'primary' : 'secondary'} onClick={isDone ? next : skip}>
              {isDone ? words.next : words.skip}
            </Button>
          )}
        </div>
      </Panel>
    </div>
  )
}
