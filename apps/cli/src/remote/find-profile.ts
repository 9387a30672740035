import type { ApiClient, components } from '@holdfast/api-client'
import { cliErrors } from '../errors.ts'
import { eachItem } from './run-remote.ts'

export type Profile = components['schemas']['Profile']

export async function allProfiles(
  api: ApiClient,
  query: { readonly deleted?: 'true' } = {},
): Promise<Profile[]> {
  return await Array.fromAsync(
    eachItem<Profile>(async (cursor) => {
      const { data } = await api.GET('/api/v1/profiles', {
        params: { query: { ...query, ...(cursor !== undefined && { cursor }) } },
      })
      return data
    }),
  )
}

/** By its name in any case, or its id. Raises HF_NO_SUCH_PROFILE. */
export async function findProfile(api: ApiClient, name: string): Promise<Profile> {
  return profileNamed(await allProfiles(api), name)
}

export function profileNamed(profiles: readonly Profile[], name: string): Profile {
  const wanted = name.toLowerCase()
  const found = profiles.find((each) => each.name.toLowerCase() === wanted || each.id === wanted)
  if (found === undefined) throw cliErrors.HF_NO_SUCH_PROFILE({ name })
  return found
}
