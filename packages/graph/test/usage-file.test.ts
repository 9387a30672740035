import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { systemClock } from '@holdfast/base'
import { expect, test } from 'vitest'
import { RequestBudget, UsageFile } from '../src/index.ts'
import { JumpingClock } from './scripted-server.ts'
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

  const second = new RequestBudget({ clock })
  await new UsageFile(file, { ...OWNER, clock }).tell(second)
  expect(second.read().dayLeft).toBe(first.read().unitsPerDay - 100)
  await clock.run(clock.sleep(25 * HOUR))
  expect(second.read().dayLeft).toBe(first.read().unitsPerDay)
  const third = new RequestBudget({ clock })
  await new UsageFile(file, { ...OWNER, clock }).tell(third)
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
    const { units } = await new UsageFile(file, { tenantId, clientId: 'app', clock }).read()
    return [...units.values()].reduce((sum, count) => sum + count, 0)
  }
  expect([await total('contoso'), await total('fabrikam'), await total('other')]).toEqual([35, 25, 0])
})

test.each([
  '',
  '{"contoso/app":',
  '[]',
  '{"contoso/app":{"units":{"1":"many"},"pausedUntil":0}}',
  '{"contoso/app":{"units":{"1":-5},"pausedUntil":0}}',
  'null',
])(
  'a damaged file (%s) counts as an empty one, with one warning, and is whole again after the next addition',
  async (text) => {
    const clock = new StepClock()
    const file = path()
    const warnings: string[] = []
    const usage = new UsageFile(file, { ...OWNER, clock, onWarning: (sentence) => warnings.push(sentence) })
    const budget = new RequestBudget({ clock })
    await clock.run(take(budget, 1))
    await usage.add(budget)
    writeFileSync(file, text)
    expect(await usage.read()).toEqual({ units: new Map(), pausedUntil: 0 })
    await clock.run(take(budget, 1))
    await usage.add(budget)
    expect(Object.keys(JSON.parse(readFileSync(file, 'utf8')))).toEqual(['contoso/app'])
    expect(warnings).toEqual([expect.stringContaining('is damaged')])
  },
)

test('ten processes that save at the same moment all have their part in the file, and learn of the others', async () => {
  const file = path()
  const budgets = Array.from({ length: 10 }, () => new RequestBudget({ clock: systemClock }))
  const usages = budgets.map(() => new UsageFile(file, { ...OWNER, clock: systemClock }))
  const addAll = async (): Promise<void> => {
    await Promise.all(budgets.map((budget, i) => usages[i]!.add(budget)))
  }
  await Promise.all(budgets.map((budget) => take(budget, 2)))
  await addAll()
  await addAll()
  for (const budget of budgets) {
    const { unitsPerDay, dayLeft } = budget.read()
    expect(unitsPerDay - dayLeft).toBe(100)
  }
  expect(readdirSync(dirname(file))).toEqual(['budget.json'])
})

test('a lock that a killed process left is not waited for without end', async () => {
  const clock = new JumpingClock()
  const file = path()
  mkdirSync(dirname(file))
  writeFileSync(`${file}.lock`, '')
  const usage = new UsageFile(file, { ...OWNER, clock })
  const budget = new RequestBudget({ clock })
  await take(budget, 1)
  await usage.add(budget)
  expect([...(await usage.read()).units.values()]).toEqual([5])
  expect(readdirSync(dirname(file))).toEqual(['budget.json'])
})

test('a pause that Microsoft asked for holds the next process back as well', async () => {
  const clock = new StepClock()
  const file = path()
  const first = new RequestBudget({ clock })
  first.pause(600_000)
  await new UsageFile(file, { ...OWNER, clock }).add(first)
  const second = new RequestBudget({ clock })
  await new UsageFile(file, { ...OWNER, clock }).tell(second)
  const start = clock.now()
  await clock.run(second.acquire('item', 'restore'))
  expect(clock.now() - start).toBe(600_000)
})

test('what could not be written is added by the next save', async () => {
  const clock = new StepClock()
  const file = path()
  const usage = new UsageFile(file, { ...OWNER, clock })
  const budget = new RequestBudget({ clock })
  await clock.run(take(budget, 1))
  writeFileSync(dirname(file), 'a file where the folder should be')
  await expect(usage.add(budget)).rejects.toThrow()
  rmSync(dirname(file))
  await usage.add(budget)
  expect([...(await usage.read()).units.values()]).toEqual([5])
})
