import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { send } from '../../../api/send.ts'
import { useWords } from '../../../words/translate.ts'
import { EXCLUSIONS } from '../words/exclusions.ts'
import { WIZARD } from '../words/wizard.ts'
import { type Draft, profileOf } from './draft.ts'
import { isSame } from './merge-drafts.ts'
import { type Problems, problemsOf } from './problems-of.ts'
import { STEPS, type Step, stepOfPath } from './step.ts'

/** Checks a draft: what can be seen here at once, the rest by the server when a step is left. */
export function useCheck(id: string | undefined, draft: Draft) {
  const words = useWords(WIZARD)
  const exclusions = useWords(EXCLUSIONS)
  const [asked, setAsked] = useState<ReadonlySet<Step>>(new Set())
  const checking = useMutation({
    async mutationFn(about: Draft): Promise<{ about: Draft; problems: Problems }> {
      const here = problemsOf(about, words, exclusions)
      const body = { ...profileOf(about), ...(id !== undefined && { id }) }
      const { problems } = await send(api.POST('/api/v1/profiles/check', { body }))
      const theirs = problems.filter(({ path }) => !here.has(path))
      return {
        about,
        problems: new Map([...theirs.map(({ path, message }) => [path, message] as const), ...here]),
      }
    },
  })
  const here = problemsOf(draft, words, exclusions)
  const isOfThis = isSame(checking.data?.about, draft)
  const all: Problems = isOfThis && checking.data ? checking.data.problems : here
  return {
    error: checking.error,
    isChecking: checking.isPending,
    /** What is said at a field; nothing before its step was to be left. */
    problemAt: (path: string) => (asked.has(stepOfPath(path)) ? all.get(path) : undefined),
    isWrong: (step: Step) => asked.has(step) && wrongSteps(all).has(step),
    /** Whether steps may be left: all of them for the last one. */
    async pass(steps: readonly Step[]): Promise<boolean> {
      setAsked((before) => new Set([...before, ...steps]))
      const { problems } = await checking.mutateAsync(draft)
      const wrong = wrongSteps(problems)
      return !steps.some((step) => wrong.has(step))
    },
  }
}

export type Check = ReturnType<typeof useCheck>

function wrongSteps(problems: Problems): ReadonlySet<Step> {
  const wrong = new Set([...problems.keys()].map(stepOfPath))
  return new Set(STEPS.filter((step) => wrong.has(step)))
}
