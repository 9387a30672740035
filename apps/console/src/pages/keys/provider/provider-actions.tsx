import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components'
import { DeleteRegular, MoreHorizontalRegular, RenameRegular } from '@fluentui/react-icons'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { ConfirmDialog } from '../../../parts/confirm-dialog.tsx'
import { useWords } from '../../../words/translate.ts'
import type { KeyProvider } from '../keys-queries.ts'
import { KEYS } from '../words.ts'
import { RenameDialog } from './rename-dialog.tsx'

/** What can be done with somebody who holds keys. */
export function ProviderActions({ provider }: { readonly provider: KeyProvider }) {
  const words = useWords(KEYS)
  const queries = useQueryClient()
  const [open, setOpen] = useState<'rename' | 'remove'>()
  const { id, name, kind, isLocal } = provider
  const close = () => setOpen(undefined)
  return (
    <>
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <Button appearance="subtle" icon={<MoreHorizontalRegular />} aria-label={words.actionsFor(name)} />
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            <MenuItem icon={<RenameRegular />} onClick={() => setOpen('rename')}>
              {words.rename}
            </MenuItem>
            <MenuItem icon={<DeleteRegular />} onClick={() => setOpen('remove')}>
              {words.remove}
            </MenuItem>
          </MenuList>
        </MenuPopover>
      </Menu>
      <RenameDialog provider={provider} isOpen={open === 'rename'} onClose={close} />
      <ConfirmDialog
        isOpen={open === 'remove'}
        onClose={close}
        title={words.removeTitle(name)}
        question={isLocal ? words.removeQuestion.local : words.removeQuestion[kind]}
        run={async () => {
          await api.DELETE('/api/v1/keys/providers/{id}', { params: { path: { id } } })
          await queries.invalidateQueries({ queryKey: ['keys'] })
          return { title: words.removed(name), body: isLocal ? words.removedLocal : words.removedAbout }
        }}
      />
    </>
  )
}
