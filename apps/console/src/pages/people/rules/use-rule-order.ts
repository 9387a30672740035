import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { send } from '../../../api/send.ts'
import { useFormats } from '../../../parts/use-formats.ts'
import { useWords } from '../../../words/translate.ts'
import { DIRECTORY } from '../words/directory.ts'
import { conditionIn, type Rule, rulesQuery } from './rule.ts'

/** Puts rules into another order: shown at once, and put back where the server refuses. */
export function useRuleOrder(rules: readonly Rule[]) {
  const { rules: words } = useWords(DIRECTORY)
  const formats = useFormats()
  const queries = useQueryClient()
  const [said, say] = useState('')
  const ordering = useMutation({
    // One after the other, so that the last order is the one that stays.
    scope: { id: 'rule-order' },
    mutationFn: async (order: readonly Rule[]) =>
      await send(api.PUT('/api/v1/mapping-rules/order', { body: { rules: order.map(({ id }) => id) } })),
    onMutate: (order) => queries.setQueryData(rulesQuery.queryKey, [...order]),
    onError: () => queries.invalidateQueries({ queryKey: rulesQuery.queryKey }),
  })
  function move(id: string, to: number): void {
    const from = rules.findIndex((rule) => rule.id === id)
    const rule = rules[from]
    if (rule === undefined || to === from || to < 0 || to >= rules.length) return
    const order = rules.filter((each) => each !== rule)
    order.splice(to, 0, rule)
    say(words.movedTo(conditionIn(words, rule.condition), formats.count(to + 1), formats.count(rules.length)))
    ordering.mutate(order)
  }
  return { move, said, error: ordering.error }
}
