import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { ACTIONS } from '../src/pages/audit/action-words.ts'

const HOUSE = fileURLToPath(new URL('../../../', import.meta.url))

/** Where entries are written, whoever writes them names the action on the same line. */
const WRITES = /(?:action: |record\(|tell\().*?'([a-z-]+\.[a-z-]+)'(?:.*'([a-z-]+\.[a-z-]+)')?/

function actionsIn(folder: string): string[] {
  return readdirSync(join(HOUSE, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => readFileSync(join(HOUSE, folder, name), 'utf8').split('\n'))
    .flatMap((line) => WRITES.exec(line)?.slice(1) ?? [])
    .filter((action) => action !== undefined)
}

test('the audit trail’s page has words for every action that the server writes down', () => {
  const actions = [...new Set(['packages/control/src', 'apps/server/src'].flatMap(actionsIn))]
  expect(actions.length).toBeGreaterThan(70)
  expect(actions.filter((action) => !Object.hasOwn(ACTIONS.en, action))).toEqual([])
})
