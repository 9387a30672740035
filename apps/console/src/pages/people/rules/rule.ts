import type { components } from '@holdfast/api-client'
import { queryOptions } from '@tanstack/react-query'
import { api } from '../../../api/client.ts'
import { send } from '../../../api/send.ts'
import type { DIRECTORY } from '../words/directory.ts'

export type Rule = components['schemas']['MappingRule']
export type Condition = Rule['condition']

type Words = (typeof DIRECTORY)['en']['rules']

/** The rules in their order. Needs `organisation:read`. */
export const rulesQuery = queryOptions({
  queryKey: ['directory', 'rules'],
  queryFn: async () => (await send(api.GET('/api/v1/mapping-rules'))).rules,
})

/** Whom a rule fits, in words. */
export function conditionIn(words: Words, condition: Condition): string {
  if (condition.kind === 'everyone') return words.everyone
  if (condition.kind === 'group') return words.inGroup(condition.name || condition.groupId)
  return words[condition.operator](words.attributes[condition.attribute], condition.value)
}
