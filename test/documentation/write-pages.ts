import { writeFile } from 'node:fs/promises'
import { apiClientFiles } from '../../packages/api-client/scripts/generated-files.ts'
import { errorPage } from './error-page.ts'

const files = { 'docs/errors.md': errorPage(), ...(await apiClientFiles()) }
for (const [path, text] of Object.entries(files)) {
  await writeFile(new URL(`../../${path}`, import.meta.url), text)
}
