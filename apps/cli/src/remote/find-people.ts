import type { ApiClient, components } from '@holdfast/api-client'
import { cliErrors } from '../errors.ts'
import { eachItem } from './run-remote.ts'

export type Person = components['schemas']['Person']

type Filters = Readonly<Record<string, string | undefined>>

export function allPeople(api: ApiClient, filters: Filters = {}): AsyncGenerator<Person> {
  return eachItem(async (cursor) => {
    const query = { ...filters, limit: 500, ...(cursor !== undefined && { cursor }) } as never
    const { data } = await api.GET('/api/v1/people', { params: { query } })
    return data
  })
}

/** People by sign-in name, address, id, or a name that only one has. Raises HF_NO_SUCH_PERSON, HF_SEVERAL_PEOPLE. */
export async function findPeople(
  api: ApiClient,
  names: readonly string[],
  state?: string,
): Promise<Person[]> {
  const found: Person[] = []
  for (const name of names) found.push(await findPerson(api, name, state))
  return found
}

async function findPerson(api: ApiClient, name: string, state: string | undefined): Promise<Person> {
  if (/^[0-9a-f-]{36}$/i.test(name)) {
    const { data } = await api.GET('/api/v1/people/{id}', { params: { path: { id: name } } })
    if (data) return data
  }
  const matches = await Array.fromAsync(allPeople(api, { search: name, state }))
  const wanted = name.toLowerCase()
  const exact = matches.filter(
    ({ principalName, email }) => principalName.toLowerCase() === wanted || email?.toLowerCase() === wanted,
  )
  const [person, ...more] = exact.length > 0 ? exact : matches
  if (person === undefined) throw cliErrors.HF_NO_SUCH_PERSON({ name })
  if (more.length > 0) {
    const names = [person, ...more].slice(0, 5).map(({ principalName }) => principalName)
    throw cliErrors.HF_SEVERAL_PEOPLE({ name, names: names.join(', ') })
  }
  return person
}
