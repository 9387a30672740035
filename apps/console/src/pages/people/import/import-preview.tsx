import { Button, MessageBar, MessageBarBody, makeStyles, Switch, tokens } from '@fluentui/react-components'
import { useState } from 'react'
import { Empty } from '../../../parts/empty.tsx'
import { Failed } from '../../../parts/failed.tsx'
import { Panel } from '../../../parts/panel.tsx'
import { DataTable } from '../../../parts/table/data-table.tsx'
import { useFormats } from '../../../parts/use-formats.ts'
import { useWords } from '../../../words/translate.ts'
import { IMPORT } from '../words/import.ts'

export interface ImportResult {
  readonly lines: readonly {
    readonly line: number
    readonly principalName: string
    readonly action: 'add' | 'change' | 'none'
    readonly profile?: string | undefined
    readonly problems: readonly string[]
  }[]
  readonly added: number
  readonly changed: number
  readonly problems: number
}

const useStyles = makeStyles({
  wrong: { color: tokens.colorStatusDangerForeground1, whiteSpace: 'normal' },
})

/** What a file would do, line by line, and what stands against it; then it is done. */
export function ImportPreview(props: {
  readonly result: ImportResult
  readonly error: Error | null
  readonly isRunning: boolean
  readonly onRun: () => void
}) {
  const { result, error, isRunning, onRun } = props
  const words = useWords(IMPORT)
  const formats = useFormats()
  const styles = useStyles()
  const { lines, added, changed, problems } = result
  const [isOnlyWrong, setOnlyWrong] = useState(problems > 0)
  const shown = isOnlyWrong ? lines.filter((line) => line.problems.length > 0) : lines
  const [toDo, same] = [added + changed, lines.length - added - changed - problems]
  return (
    <Panel
      title={words.result}
      about={words.counts(formats.count(added), formats.count(changed), formats.count(same))}
      actions={
        problems === 0 &&
        toDo > 0 && (
          <Button appearance="primary" disabledFocusable={isRunning} onClick={onRun}>
            {words.run(formats.count(toDo))}
          </Button>
        )
      }
    >
      <MessageBar intent={problems > 0 ? 'error' : 'success'} role="status" layout="multiline">
        <MessageBarBody>
          {problems > 0 ? words.wrong(formats.count(problems)) : toDo > 0 ? words.good : words.nothing}
        </MessageBarBody>
      </MessageBar>
      {error && <Failed error={error} />}
      {problems > 0 && (
        <Switch
          label={words.onlyWrong}
          checked={isOnlyWrong}
          onChange={(_, { checked }) => setOnlyWrong(checked)}
        />
      )}
      <DataTable
        label={words.lines}
        rows={shown}
        total={shown.length}
        idOf={({ line }) => String(line)}
        height="480px"
        rowHeight={60}
        columns={[
          {
            key: 'line',
            title: words.line,
            width: 12,
            isKept: true,
            render: ({ line }) => formats.count(line),
          },
          {
            key: 'person',
            title: words.person,
            width: 32,
            isName: true,
            isKept: true,
            render: ({ principalName }) => principalName || '–',
          },
          { key: 'profile', title: words.profile, width: 14, render: ({ profile }) => profile ?? '–' },
          {
            key: 'what',
            title: words.action,
            isKept: true,
            render: (line) =>
              line.problems.length > 0 ? (
                <span className={styles.wrong}>{line.problems.join('; ')}</span>
              ) : (
                words.actions[line.action]
              ),
          },
        ]}
        empty={<Empty title={words.noLines} />}
      />
    </Panel>
  )
}
