import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  Skeleton,
  SkeletonItem,
  Text,
  tokens,
} from '@fluentui/react-components'
import type { FormEvent, ReactNode } from 'react'
import { type Permission, useMay } from '../../../api/me.ts'
import { Failed } from '../../../parts/failed.tsx'
import { LeaveGuard } from '../../../parts/leave-guard.tsx'
import { useWords } from '../../../words/translate.ts'
import { useCommon } from '../../../words/use-common.ts'
import { SETTINGS } from '../words.ts'
import type { SettingFormState } from './use-setting-form.ts'

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  fields: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    border: 0,
    margin: 0,
    padding: 0,
    minWidth: 0,
    maxWidth: '560px',
    // A long option is cut rather than let the page grow.
    '& select': { minWidth: 0 },
  },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  readOnly: { color: tokens.colorNeutralForeground2 },
})

export interface SettingFormProps<Value, Draft extends object> {
  readonly form: SettingFormState<Value, Draft>
  /** The fields, once it is known what is stored. */
  readonly children: (draft: Draft) => ReactNode
  /** Beside the button that saves. */
  readonly actions?: ReactNode
  /** Who may change it. */
  readonly needs?: Permission
  /** Whether what is entered can be saved. */
  readonly isReady?: boolean
}

/** The fields of a setting, with the way to save them; for whoever may not change it, to be read. */
export function SettingForm<Value, Draft extends object>(props: SettingFormProps<Value, Draft>) {
  const { form, children, actions, needs = 'organisation:write', isReady = true } = props
  const styles = useStyles()
  const common = useCommon()
  const words = useWords(SETTINGS)
  const mayWrite = useMay()(needs)
  function submit(event: FormEvent) {
    event.preventDefault()
    form.save()
  }
  if (form.reading.error && form.draft === undefined) {
    return <Failed error={form.reading.error} reset={() => void form.reading.refetch()} />
  }
  if (form.draft === undefined) return <Waiting />
  return (
    <form className={styles.form} onSubmit={submit}>
      <LeaveGuard isDirty={form.isDirty} />
      {form.isConflict ? (
        <MessageBar intent="warning" role="alert" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{common.changedMeanwhile}</MessageBarTitle>
            {common.changedMeanwhileHint}
          </MessageBarBody>
          <MessageBarActions>
            <Button onClick={() => void form.loadNow()}>{common.loadNow}</Button>
          </MessageBarActions>
        </MessageBar>
      ) : (
        form.error && <Failed error={form.error} />
      )}
      <fieldset className={styles.fields} disabled={!mayWrite}>
        {children(form.draft)}
      </fieldset>
      {mayWrite ? (
        <div className={styles.actions}>
          <Button
            type="submit"
            appearance="primary"
            disabledFocusable={!form.isDirty || !isReady || form.isSaving}
          >
            {common.save}
          </Button>
          {form.isDirty && <Button onClick={form.discard}>{common.discard}</Button>}
          {actions}
        </div>
      ) : (
        <Text className={styles.readOnly}>{words.readOnly}</Text>
      )}
    </form>
  )
}

function Waiting() {
  const styles = useStyles()
  return (
    <Skeleton aria-hidden className={styles.fields}>
      <SkeletonItem size={32} />
      <SkeletonItem size={32} />
      <SkeletonItem size={32} />
    </Skeleton>
  )
}
