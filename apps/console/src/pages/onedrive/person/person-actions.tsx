import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components'
import {
  ArchiveRegular,
  ArrowUndoRegular,
  MoreHorizontalRegular,
  PersonAvailableRegular,
  PersonProhibitedRegular,
} from '@fluentui/react-icons'
import { type ReactElement, useState } from 'react'
import { api } from '../../../api/client.ts'
import { type Permission, useMay } from '../../../api/me.ts'
import { send } from '../../../api/send.ts'
import { ConfirmDialog } from '../../../parts/confirm-dialog.tsx'
import { LinkButton } from '../../../parts/link-button.tsx'
import { useWords } from '../../../words/translate.ts'
import { ActionDialog, type WantedAction } from '../actions/action-dialog.tsx'
import { ACTION_ICONS, RESTORE_ICON } from '../actions/icons.tsx'
import { isFor, MANY_ACTIONS, NEEDS } from '../actions/many-actions.ts'
import { wayInto } from '../actions/way-in.ts'
import { ACTIONS } from '../actions/words.ts'
import type { Person } from '../list/use-people.ts'
import { PERSON } from './words.ts'

const PERSON_ACTIONS = ['preserve', 'activate', 'deletePerson', 'rollBackPerson'] as const
type PersonAction = (typeof PERSON_ACTIONS)[number]

const PERSON_NEEDS: Readonly<Record<PersonAction, Permission>> = {
  preserve: 'people:write',
  activate: 'people:write',
  deletePerson: 'people:delete',
  rollBackPerson: 'people:delete',
}

const ICONS: Readonly<Record<PersonAction, ReactElement>> = {
  preserve: <ArchiveRegular />,
  activate: <PersonAvailableRegular />,
  deletePerson: <PersonProhibitedRegular />,
  rollBackPerson: <ArrowUndoRegular />,
}

/** What can be done with a person and their OneDrive: what is wanted most stands outside, the rest in a menu. */
export function PersonActions(props: { readonly person: Person; readonly onDone: () => Promise<unknown> }) {
  const { person, onDone } = props
  const actions = useWords(ACTIONS)
  const words = useWords(PERSON)
  const may = useMay()
  const [wanted, setWanted] = useState<WantedAction>()
  const [ofPerson, setOfPerson] = useState<PersonAction>()
  const [shown, setShown] = useState<PersonAction>('preserve')
  const ofOneDrive = MANY_ACTIONS.filter((action) => may(NEEDS[action]) && isFor(action, person))
  const more = PERSON_ACTIONS.filter((action) => may(PERSON_NEEDS[action]) && isForPerson(action, person))
  const way = may('data:read') ? wayInto(person) : undefined
  const [first, ...rest] = ofOneDrive
  const want = (action: (typeof MANY_ACTIONS)[number]) => setWanted({ action, to: { people: [person] } })
  return (
    <>
      {first && (
        <Button appearance="primary" icon={ACTION_ICONS[first]} onClick={() => want(first)}>
          {actions[first].name}
        </Button>
      )}
      {way && (
        <LinkButton to={`/onedrive/${person.id}/restore`} icon={RESTORE_ICON}>
          {actions[way]}
        </LinkButton>
      )}
      {rest.length + more.length > 0 && (
        <Menu positioning="below-end">
          <MenuTrigger disableButtonEnhancement>
            <Button icon={<MoreHorizontalRegular />} aria-label={words.moreActions} />
          </MenuTrigger>
          <MenuPopover>
            <MenuList>
              {rest.map((action) => (
                <MenuItem key={action} icon={ACTION_ICONS[action]} onClick={() => want(action)}>
                  {actions[action].name}
                </MenuItem>
              ))}
              {more.map((action) => (
                <MenuItem
                  key={action}
                  icon={ICONS[action]}
                  onClick={() => {
                    setShown(action)
                    setOfPerson(action)
                  }}
                >
                  {words.actions[action].name}
                </MenuItem>
              ))}
            </MenuList>
          </MenuPopover>
        </Menu>
      )}
      <ActionDialog wanted={wanted} onClose={() => setWanted(undefined)} onDone={onDone} />
      <ConfirmDialog
        isOpen={ofPerson !== undefined}
        onClose={() => setOfPerson(undefined)}
        title={words.actions[shown].name}
        question={words.actions[shown].question(person.displayName)}
        asksReason={shown === 'deletePerson'}
        run={async (reason) => {
          await act(shown, person.id, reason)
          await onDone()
          const back = UNDO[shown]
          return {
            title: words.actions[shown].done,
            ...(back && {
              undo: async () => {
                await act(back, person.id, '')
                await onDone()
              },
            }),
          }
        }}
      />
    </>
  )
}

const UNDO: Readonly<Partial<Record<PersonAction, PersonAction>>> = {
  preserve: 'activate',
  activate: 'preserve',
  deletePerson: 'rollBackPerson',
}

function isForPerson(action: PersonAction, { state, purgeAt }: Person): boolean {
  switch (action) {
    case 'preserve':
      return state === 'active'
    case 'activate':
      return state === 'preserved'
    case 'deletePerson':
      return state !== 'deleted'
    case 'rollBackPerson':
      return state === 'deleted' && purgeAt !== null
  }
}

async function act(action: PersonAction, id: string, reason: string): Promise<unknown> {
  const people = [id]
  switch (action) {
    case 'preserve':
      return await send(api.POST('/api/v1/people/preserve', { body: { people } }))
    case 'activate':
      return await send(api.POST('/api/v1/people/activate', { body: { people } }))
    case 'deletePerson':
      return await send(api.POST('/api/v1/people/delete', { body: { people, reason } }))
    case 'rollBackPerson':
      return await send(api.POST('/api/v1/people/roll-back', { body: { people } }))
  }
}
