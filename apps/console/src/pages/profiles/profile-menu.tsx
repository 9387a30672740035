import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components'
import { CopyRegular, DeleteRegular, EditRegular, MoreHorizontalRegular } from '@fluentui/react-icons'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useMay, useMe } from '../../api/me.ts'
import { useWords } from '../../words/translate.ts'
import { CopyProfile } from './copy-profile.tsx'
import { DeleteProfile } from './delete-profile.tsx'
import type { Profile } from './profile.ts'
import { PROFILES } from './words/profiles.ts'

/** What can be done with a profile, as far as the viewer's role goes. */
export function ProfileMenu({ profile }: { readonly profile: Profile }) {
  const words = useWords(PROFILES)
  const may = useMay()
  const me = useMe()
  const navigate = useNavigate()
  const [open, setOpen] = useState<'copy' | 'delete'>()
  if (!may('profiles:write')) return null
  const { id, name, isDefault } = profile
  return (
    <>
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <Button appearance="subtle" icon={<MoreHorizontalRegular />} aria-label={words.actionsFor(name)} />
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            <MenuItem
              icon={<EditRegular />}
              onClick={() => void navigate({ to: '/profiles/$profileId/edit', params: { profileId: id } })}
            >
              {words.edit}
            </MenuItem>
            {me?.role !== 'profile-administrator' && (
              <MenuItem icon={<CopyRegular />} onClick={() => setOpen('copy')}>
                {words.copy}
              </MenuItem>
            )}
            {!isDefault && may('people:delete') && (
              <MenuItem icon={<DeleteRegular />} onClick={() => setOpen('delete')}>
                {words.remove}
              </MenuItem>
            )}
          </MenuList>
        </MenuPopover>
      </Menu>
      <CopyProfile profile={profile} isOpen={open === 'copy'} onClose={() => setOpen(undefined)} />
      <DeleteProfile profile={profile} isOpen={open === 'delete'} onClose={() => setOpen(undefined)} />
    </>
  )
}
