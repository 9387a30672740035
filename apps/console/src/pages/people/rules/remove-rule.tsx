import { Button } from '@fluentui/react-components'
import { DeleteRegular } from '@fluentui/react-icons'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { ConfirmDialog } from '../../../parts/confirm-dialog.tsx'
import { useWords } from '../../../words/translate.ts'
import { DIRECTORY } from '../words/directory.ts'
import { type Rule, rulesQuery } from './rule.ts'

/** Takes a rule away, after asking. */
export function RemoveRule({ rule, condition }: { readonly rule: Rule; readonly condition: string }) {
  const { rules: words } = useWords(DIRECTORY)
  const queries = useQueryClient()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button
        appearance="subtle"
        icon={<DeleteRegular />}
        aria-label={words.removeOf(condition)}
        onClick={() => setOpen(true)}
      />
      <ConfirmDialog
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        title={words.removeOf(condition)}
        question={words.removeAsk}
        run={async () => {
          await api.DELETE('/api/v1/mapping-rules/{id}', { params: { path: { id: rule.id } } })
          await queries.invalidateQueries({ queryKey: rulesQuery.queryKey })
          return { title: words.removed }
        }}
      />
    </>
  )
}
