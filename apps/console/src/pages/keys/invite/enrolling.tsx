import { Button, MessageBar, MessageBarBody, makeStyles, Text, tokens } from '@fluentui/react-components'
import { ArrowDownloadRegular } from '@fluentui/react-icons'
import { useFormats } from '../../../parts/use-formats.ts'
import { useWords } from '../../../words/translate.ts'
import { CommandLine } from '../command-line.tsx'
import { saveText } from '../save-text.ts'
import { EnrolmentProgress } from './enrolment-progress.tsx'
import type { Invited } from './invite-whom.tsx'
import { INVITE } from './words.ts'

const useStyles = makeStyles({
  steps: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    margin: 0,
    paddingInlineStart: tokens.spacingHorizontalXL,
  },
  step: { '& > * + *': { marginBlockStart: tokens.spacingVerticalS } },
})

export interface EnrollingProps {
  readonly token: string
  readonly expiresAt: string
  readonly kind: Invited['kind']
  /** Those who held keys before. */
  readonly known: ReadonlySet<string>
}

/** The token, once, with what to do with it; and whether it was done. */
export function Enrolling({ token, expiresAt, kind, known }: EnrollingProps) {
  const words = useWords(INVITE)
  const styles = useStyles()
  const formats = useFormats()
  return (
    <>
      <MessageBar intent="warning" layout="multiline">
        <MessageBarBody>{words.once(formats.time(expiresAt))}</MessageBarBody>
      </MessageBar>
      <ol className={styles.steps}>
        <li className={styles.step}>
          <Text>{words.save}</Text>
          <CommandLine text={token} label={words.token} />
          <Button
            size="small"
            icon={<ArrowDownloadRegular />}
            onClick={() => saveText('token.txt', `${token}\n`)}
          >
            {words.saveFile}
          </Button>
        </li>
        <li className={styles.step}>
          <Text>{words.run[kind]}</Text>
          <CommandLine text={`npx holdfast ${kind} --token-file token.txt`} label={words.command} />
        </li>
        <li className={styles.step}>
          <EnrolmentProgress known={known} kind={kind} />
        </li>
      </ol>
    </>
  )
}
