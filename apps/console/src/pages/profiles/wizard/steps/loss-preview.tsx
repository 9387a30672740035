import {
  Checkbox,
  Field,
  MessageBar,
  MessageBarBody,
  makeStyles,
  Text,
  tokens,
} from '@fluentui/react-components'
import { Failed } from '../../../../parts/failed.tsx'
import { useFormats } from '../../../../parts/use-formats.ts'
import { useWords } from '../../../../words/translate.ts'
import { WIZARD } from '../../words/wizard.ts'
import type { RetentionLoss } from '../use-retention-loss.ts'
import type { StepProps } from './step-props.ts'

const useStyles = makeStyles({
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalXL, overflowWrap: 'anywhere' },
})

/** What would expire, whose it is, and the word that it may. */
export function LossPreview(
  props: Pick<StepProps, 'draft' | 'change'> & {
    readonly isNew: boolean
    readonly loss: RetentionLoss
    readonly isRefused: boolean
  },
) {
  const { draft, change, isNew, isRefused } = props
  const { isWrong, isChanged, loss, error, refetch, token } = props.loss
  const words = useWords(WIZARD)
  const formats = useFormats()
  const styles = useStyles()
  if (isNew) return <Text>{words.previewNew}</Text>
  if (isWrong) return <Text>{words.previewWrong}</Text>
  if (!isChanged) return <Text>{words.previewSame}</Text>
  if (error) return <Failed error={error} reset={() => void refetch()} />
  if (!loss) return <Text role="status">{words.previewing}</Text>
  const anyway = loss.expiredAnyway > 0 && (
    <Text>{words.previewAnyway(formats.count(loss.expiredAnyway))}</Text>
  )
  if (loss.snapshots === 0) {
    return (
      <div role="status">
        <Text weight="semibold">{words.previewNothing} </Text>
        {anyway}
      </div>
    )
  }
  return (
    <>
      <MessageBar intent="warning" layout="multiline" role="status">
        <MessageBarBody>
          <Text weight="semibold" block>
            {words.previewLoss(formats.count(loss.snapshots), formats.count(loss.people))}
          </Text>
          {words.previewSpan(formats.day(loss.oldest), formats.day(loss.newest))}
        </MessageBarBody>
      </MessageBar>
      {anyway}
      <ul className={styles.list}>
        {loss.examples.map(({ personId, displayName, snapshots, oldest }) => (
          <li key={personId}>
            {`${displayName}: ${words.previewPerson(formats.count(snapshots), formats.day(oldest))}`}
          </li>
        ))}
      </ul>
      <Field {...(isRefused && { validationState: 'error', validationMessage: words.acceptNeeded })}>
        <Checkbox
          label={words.accept(formats.count(loss.snapshots))}
          checked={draft.acceptedLoss === token}
          onChange={(_, { checked }) => change({ acceptedLoss: checked === true ? token : '' })}
        />
      </Field>
    </>
  )
}
