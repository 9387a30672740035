import { join } from 'node:path'
import type { MicrosoftAccessOptions } from '@holdfast/control'
import { VERSION } from '../version.ts'

/** How the processes of a server reach Microsoft 365: they share, by a file, what was asked of it in the last day. */
export function microsoftOptions({
  dataDirectory,
  endpoints,
}: {
  readonly dataDirectory: string
  readonly endpoints?: MicrosoftAccessOptions['endpoints']
}): MicrosoftAccessOptions {
  return {
    version: VERSION,
    usageFile: join(dataDirectory, 'budget.json'),
    ...(endpoints && { endpoints }),
  }
}
