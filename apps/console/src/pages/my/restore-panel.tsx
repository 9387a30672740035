import { Button, makeStyles, SearchBox, Text, tokens } from '@fluentui/react-components'
import { FolderOpenRegular } from '@fluentui/react-icons'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { Panel } from '../../parts/panel.tsx'
import { useWords } from '../../words/translate.ts'
import type { OwnBackup } from './own-backup-query.ts'
import { MY } from './words.ts'

const useStyles = makeStyles({
  ways: {
    display: 'grid',
    gridTemplateColumns: '1fr auto',
    gap: tokens.spacingHorizontalM,
    '@media (max-width: 640px)': { gridTemplateColumns: '1fr' },
  },
  search: { maxWidth: 'none', width: '100%' },
})

/** The ways back to a file: by its name, or by looking around. */
export function RestorePanel({ backup }: { readonly backup: OwnBackup }) {
  const words = useWords(MY).home
  const styles = useStyles()
  const navigate = useNavigate()
  const { selfService, person } = backup
  const isDisabled = person.onedrive?.state === 'disabled'
  const [name, setName] = useState('')
  function find(event: FormEvent) {
    event.preventDefault()
    if (name.trim()) void navigate({ to: '/my/files', search: { find: name.trim() } })
  }
  return (
    <Panel title={words.restore} about={words.restoreAbout}>
      <div className={styles.ways}>
        <search>
          <form onSubmit={find}>
            <SearchBox
              className={styles.search}
              size="large"
              aria-label={words.find}
              placeholder={words.find}
              value={name}
              onChange={(_, { value }) => setName(value)}
            />
          </form>
        </search>
        <Button size="large" icon={<FolderOpenRegular />} onClick={() => void navigate({ to: '/my/files' })}>
          {words.browse}
        </Button>
      </div>
      {(isDisabled || !selfService.restore) && (
        <Text size={200}>{isDisabled ? words.disabled : words.noRestore}</Text>
      )}
    </Panel>
  )
}
