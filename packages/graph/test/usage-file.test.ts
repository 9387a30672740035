import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { RequestBudget, UsageFile } from '../src/index.ts'
import { StepClock } from './step-clock.ts'

const HOUR = 3_600_000
const OWNER = { tenantId: 'contoso', clientId: 'app' }

function path(): string {
  return join(mkdtempSync(join(tmpdir(), 'holdfast-budget-')), 'state', 'budget.json')
}

async function take(budget: RequestBudget, requests: number): Promise<void> {
  for (let i = 0; i < requests; i++) await budget.acquire('permissions', 'restore')
}

test('what one process took is missing from the next one’s day, and comes back after 24 hours', async () => {
  const clock = new StepClock()
  const file = path()
  const usage = new UsageFile(file, { ...OWNER, clock })
  const first = new RequestBudget({ clock })
  await clock.run(take(first, 20))
  await usage.add(first)
  await usage.add(first)

  const second = new RequestBudget({ clock, used: await usage.read() })
  expect(second.read().dayLeft).toBe(first.read().unitsPerDay - 100)
  await clock.run(clock.sleep(25 * HOUR))
  expect(second.read().dayLeft).toBe(first.read().unitsPerDay)
  const third = new RequestBudget({ clock, used: await usage.read() })
  expect(third.read().dayLeft).toBe(first.read().unitsPerDay)
})

test('two processes add up, tenants and applications are kept apart', async () => {
  const clock = new StepClock()
  const file = path()
  for (const [tenantId, requests] of [
    ['contoso', 3],
    ['contoso', 4],
    ['fabrikam', 5],
  ] as const) {
    const budget = new RequestBudget({ clock })
    await clock.run(take(budget, requests))
    await new UsageFile(file, { tenantId, clientId: 'app', clock }).add(budget)
  }
  const total = async (tenantId: string): Promise<number> => {
    const used = await new UsageFile(file, { tenantId, clientId: 'app', clock }).read()
    return [...used.values()].reduce((sum, units) => sum + units, 0)
  }
  expect([await total('contoso'), await total('fabrikam'), await total('other')]).toEqual([35, 25, 0])
})

test.each(['', '{"contoso/app":', '[]', '{"contoso/app":{"1":"many"}}', 'null'])(
  'a damaged file (%s) counts as an empty one, and is whole again after the next addition',
  async (text) => {
    const clock = new StepClock()
    const file = path()
    const usage = new UsageFile(file, { ...OWNER, clock })
    const budget = new RequestBudget({ clock })
    await clock.run(take(budget, 1))
    await usage.add(budget)
    writeFileSync(file, text)
    expect(await usage.read()).toEqual(new Map())
    await clock.run(take(budget, 1))
    await usage.add(budget)
    expect(Object.keys(JSON.parse(readFileSync(file, 'utf8')))).toEqual(['contoso/app'])
  },
)
