import { Button, Field, makeStyles, Text, Textarea, tokens } from '@fluentui/react-components'
import { DocumentRegular } from '@fluentui/react-icons'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { api } from '../../../api/client.ts'
import { send } from '../../../api/send.ts'
import { Failed } from '../../../parts/failed.tsx'
import { Page } from '../../../parts/page.tsx'
import { PageLink } from '../../../parts/page-link.tsx'
import { Panel } from '../../../parts/panel.tsx'
import { useFormats } from '../../../parts/use-formats.ts'
import { useNotice } from '../../../parts/use-notice.tsx'
import { useWords } from '../../../words/translate.ts'
import { IMPORT } from '../words/import.ts'
import { ImportColumns } from './import-columns.tsx'
import { ImportPreview } from './import-preview.tsx'

const useStyles = makeStyles({
  parts: { display: 'grid', gap: tokens.spacingVerticalL, maxWidth: '1100px' },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  lines: { fontFamily: tokens.fontFamilyMonospace },
  file: { display: 'none' },
})

/** People from a file: looked at line by line first, and then all of them or none. */
export function ImportPage() {
  const words = useWords(IMPORT)
  const styles = useStyles()
  const formats = useFormats()
  const notice = useNotice()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const file = useRef<HTMLInputElement>(null)
  const [text, setText] = useState('')
  const [name, setName] = useState('')
  const importIt = async (of: string, dryRun: boolean) =>
    await send(api.POST('/api/v1/people/import', { body: { text: of, dryRun } }))
  const looking = useMutation({ mutationFn: (of: string) => importIt(of, true) })
  const running = useMutation({
    mutationFn: (of: string) => importIt(of, false),
    async onSuccess({ added, changed }) {
      await Promise.all(['people', 'profiles'].map((key) => queries.invalidateQueries({ queryKey: [key] })))
      await navigate({ to: '/people' })
      notice({ title: words.done(formats.count(added), formats.count(changed)) })
    },
  })
  function take(next: string) {
    setText(next)
    looking.reset()
    running.reset()
  }
  async function read(chosen: File | undefined) {
    if (!chosen) return
    const content = await chosen.text()
    setName(chosen.name)
    take(content)
    looking.mutate(content)
  }
  return (
    <Page title={words.title} about={words.about} above={<PageLink to="/people">{words.toPeople}</PageLink>}>
      <div className={styles.parts}>
        <Panel title={words.file} about={words.separator}>
          <ImportColumns />
          <div className={styles.row}>
            <Button icon={<DocumentRegular />} onClick={() => file.current?.click()}>
              {words.choose}
            </Button>
            <Text>{name}</Text>
            <input
              ref={file}
              type="file"
              accept=".csv,.tsv,.txt,text/csv"
              className={styles.file}
              aria-label={words.choose}
              onChange={({ target }) => {
                void read(target.files?.[0])
                target.value = ''
              }}
            />
          </div>
          <Field label={words.orPaste}>
            <Textarea
              className={styles.lines}
              rows={6}
              resize="vertical"
              value={text}
              onChange={(_, { value }) => take(value)}
            />
          </Field>
          <div className={styles.row}>
            <Button
              appearance="primary"
              disabledFocusable={text.trim() === '' || looking.isPending}
              onClick={() => looking.mutate(text)}
            >
              {words.look}
            </Button>
            <Text role="status">{looking.isPending && words.looking}</Text>
          </div>
          {looking.error && <Failed error={looking.error} />}
        </Panel>
        {looking.data && (
          <ImportPreview
            result={looking.data}
            error={running.error}
            isRunning={running.isPending}
            onRun={() => running.mutate(text)}
          />
        )}
      </div>
    </Page>
  )
}
