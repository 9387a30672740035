import { useQueryClient } from '@tanstack/react-query'
import { api } from '../../../api/client.ts'
import { send } from '../../../api/send.ts'
import { useFormats } from '../../../parts/use-formats.ts'
import type { Notice } from '../../../parts/use-notice.tsx'
import { useWords } from '../../../words/translate.ts'
import { PEOPLE } from '../words/people.ts'
import type { Person } from './person.ts'

/** Changes the state of many people, and says so with the way back. */
export function usePeopleChanges(onDone: () => void) {
  const words = useWords(PEOPLE)
  const formats = useFormats()
  const queries = useQueryClient()
  const idsOf = (people: readonly Person[]) => people.map(({ id }) => id)

  async function readAnew(): Promise<void> {
    await Promise.all([
      queries.invalidateQueries({ queryKey: ['people'] }),
      queries.invalidateQueries({ queryKey: ['profiles'] }),
    ])
  }

  async function change(
    asked: Promise<{ data?: { changed: number } }>,
    title: (count: string) => string,
    takeBack?: () => Promise<unknown>,
  ): Promise<Notice> {
    const { changed } = await send(asked)
    await readAnew()
    onDone()
    const undo = takeBack && {
      undo: async () => {
        await takeBack()
        await readAnew()
      },
    }
    return { title: title(formats.count(changed)), ...undo }
  }

  const activate = (people: string[]) => api.POST('/api/v1/people/activate', { body: { people } })
  const preserve = (people: string[]) => api.POST('/api/v1/people/preserve', { body: { people } })
  const rollBack = (people: string[]) => api.POST('/api/v1/people/roll-back', { body: { people } })

  return {
    preserve: (people: readonly Person[]) =>
      change(preserve(idsOf(people)), words.preserved, () => activate(idsOf(people))),
    activate: (people: readonly Person[]) =>
      change(activate(idsOf(people)), words.activated, () => preserve(idsOf(people))),
    remove: (people: readonly Person[], reason: string) =>
      change(
        api.POST('/api/v1/people/delete', { body: { people: idsOf(people), reason } }),
        words.deleted,
        () => rollBack(idsOf(people)),
      ),
    rollBack: (people: readonly Person[]) => change(rollBack(idsOf(people)), words.rolledBack),
  }
}
