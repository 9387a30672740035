import { useWords } from '../../words/translate.ts'
import { ALERT_KINDS } from './alert-kind-words.ts'
import { type Alert, isAlertKind } from './alert-search.ts'

/** An alert in the viewer's language; what its details say stays in the server's words. */
export function useAlertWords({ kind, title, hint, details }: Alert): {
  readonly title: string
  readonly hint: string
  /** What the server found out, in its own words. */
  readonly found: string | undefined
} {
  const words = useWords(ALERT_KINDS)
  if (!isAlertKind(kind)) return { title, hint, found: undefined }
  const { reason, finding, code } = details
  const found = [reason, finding, code].find((each) => typeof each === 'string')
  return {
    title: filled(words.titles[kind], details),
    hint: words.hints[kind],
    found: typeof found === 'string' ? found : undefined,
  }
}

function filled(template: string, details: Alert['details']): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => String(details[name] ?? '?'))
}
