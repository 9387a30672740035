import { Menu, MenuDivider, MenuItem, MenuList, MenuPopover } from '@fluentui/react-components'
import { useNavigate } from '@tanstack/react-router'
import { useMay } from '../../../api/me.ts'
import { useWords } from '../../../words/translate.ts'
import { ACTION_ICONS, RESTORE_ICON } from '../actions/icons.tsx'
import { isFor, MANY_ACTIONS, type ManyAction, NEEDS } from '../actions/many-actions.ts'
import { wayInto } from '../actions/way-in.ts'
import { ACTIONS } from '../actions/words.ts'
import type { Person } from './use-people.ts'

export interface OpenMenu {
  readonly person: Person
  readonly button: HTMLElement
}

/** What can be done with one row. There is one menu for all rows, at the button that opened it. */
export function RowMenu(props: {
  readonly menu: OpenMenu | undefined
  readonly onClose: () => void
  readonly choose: (action: ManyAction, person: Person) => void
}) {
  const { menu, onClose, choose } = props
  const words = useWords(ACTIONS)
  const may = useMay()
  const navigate = useNavigate()
  if (menu === undefined) return null
  const { person, button } = menu
  const way = may('data:read') ? wayInto(person) : undefined
  const offered = MANY_ACTIONS.filter((action) => may(NEEDS[action]) && isFor(action, person))
  return (
    <Menu
      open
      onOpenChange={(_, { open }) => {
        if (open) return
        onClose()
        button.focus()
      }}
      positioning={{ target: button, position: 'below', align: 'end' }}
    >
      <MenuPopover>
        <MenuList>
          {offered.map((action) => (
            <MenuItem key={action} icon={ACTION_ICONS[action]} onClick={() => choose(action, person)}>
              {words[action].name}
            </MenuItem>
          ))}
          {way && (
            <>
              {offered.length > 0 && <MenuDivider />}
              <MenuItem
                icon={RESTORE_ICON}
                onClick={() =>
                  void navigate({ to: '/onedrive/$personId/restore', params: { personId: person.id } })
                }
              >
                {words[way]}
              </MenuItem>
            </>
          )}
          <MenuItem
            onClick={() => void navigate({ to: '/onedrive/$personId', params: { personId: person.id } })}
          >
            {words.details}
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}
