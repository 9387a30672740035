import {
  Menu,
  MenuDivider,
  MenuGroup,
  MenuGroupHeader,
  MenuItem,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components'
import { PersonRegular, SignOutRegular } from '@fluentui/react-icons'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { use, useEffect, useState } from 'react'
import { api } from '../api/client.ts'
import { LANGUAGES, type Language, SpeechContext, useWords } from '../words/translate.ts'
import { AccountButton } from './account-button.tsx'
import { APPEARANCES, type AppearanceChoice, AppearanceContext } from './appearance.ts'
import { SHELL } from './words.ts'

/** Language, appearance, and the way out. Opens as soon as it is there. */
export function OpenedAccountMenu() {
  const words = useWords(SHELL)
  const [isOpen, setOpen] = useState(false)
  useEffect(() => setOpen(true), [])
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { language, speak } = use(SpeechContext)
  const { choice, choose } = use(AppearanceContext)

  async function signOut() {
    await api.POST('/api/v1/sign-out')
    await navigate({ to: '/sign-in' })
    queries.clear()
    // Names of files that somebody had chosen are nothing for whoever signs in next.
    sessionStorage.clear()
  }

  return (
    <Menu
      open={isOpen}
      onOpenChange={(_, { open }) => setOpen(open)}
      checkedValues={{ language: [language], appearance: [choice] }}
      onCheckedValueChange={(_, { name: what, checkedItems: [chosen] }) => {
        if (what === 'language') speak(chosen as Language)
        else choose(chosen as AppearanceChoice)
      }}
    >
      <MenuTrigger disableButtonEnhancement>
        <AccountButton />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuItem icon={<PersonRegular />} onClick={() => void navigate({ to: '/account' })}>
            {words.account}
          </MenuItem>
          <MenuDivider />
          <MenuGroup>
            <MenuGroupHeader>{words.language}</MenuGroupHeader>
            {Object.entries(LANGUAGES).map(([tag, title]) => (
              <MenuItemRadio key={tag} name="language" value={tag} lang={tag}>
                {title}
              </MenuItemRadio>
            ))}
          </MenuGroup>
          <MenuDivider />
          <MenuGroup>
            <MenuGroupHeader>{words.appearance}</MenuGroupHeader>
            {APPEARANCES.map((each) => (
              <MenuItemRadio key={each} name="appearance" value={each}>
                {words.appearances[each]}
              </MenuItemRadio>
            ))}
          </MenuGroup>
          <MenuDivider />
          <MenuItem icon={<SignOutRegular />} onClick={() => void signOut()}>
            {words.signOut}
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}
