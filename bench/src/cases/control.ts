import { fork } from 'node:child_process'
import { once } from 'node:events'
import type { BenchCase } from '../bench-case.ts'
import type { DayOrder } from '../control/day-process.ts'
import { postgresServer } from '../control/postgres-server.ts'
import type { DayReport } from '../control/simulated-day.ts'
import type { Row } from '../row.ts'
import { RemoteEmulator } from '../world.ts'

const FILES = 3

/** An organisation lives through a day at three backups a day, faster than time. */
export const control: BenchCase = {
  name: 'control',
  about:
    'a day of 10,000 people with tiny drives at 3 backups a day (quick: four hours of 200 people): lateness, CPU a job',
  async run({ quick, world }) {
    const people = quick ? 200 : 10_000
    const hours = quick ? 4 : 24
    const rows: Row[] = []
    for (const kind of ['embedded', 'server'] as const) {
      const server = kind === 'server' ? await postgresServer(world.path('postgres')) : undefined
      if (kind === 'server' && server === undefined) {
        rows.push({
          name: 'control plane, PostgreSQL',
          figures: [],
          skipped: 'no PostgreSQL on this machine',
        })
        continue
      }
      try {
        await using emulator = await RemoteEmulator.start()
        await emulator.people(people, FILES)
        const { baseUrl, token } = emulator
        const report = await liveThroughDay({
          people,
          hours,
          place: {
            folder: world.path(kind),
            baseUrl,
            token,
            licences: people,
            ...(server && { databaseUrl: server.url }),
          },
        })
        rows.push(...rowsOf(kind === 'embedded' ? 'PGlite' : 'PostgreSQL', report, server ? 15 : 30))
      } finally {
        await server?.[Symbol.asyncDispose]()
      }
    }
    return rows
  },
}

function rowsOf(database: string, report: DayReport, limit: number): Row[] {
  const { people, jobs, failed, speed, late, cpu, units, unitsGranted, seconds } = report
  return [
    {
      name: `a day of ${people.toLocaleString('en')} people, ${database}: most late`,
      figures: [{ value: late.most * 100, unit: '% of the interval', atMost: 10 }],
      details: `half ${(late.half * 100).toFixed(2)} %, 99 of 100 ${(late.p99 * 100).toFixed(2)} %; ${jobs} jobs, ${failed} failed; ${speed.toFixed(0)} x as fast as time; ${units} of ${unitsGranted} units; ${seconds.toFixed(0)} s in all`,
    },
    {
      name: `control plane's cost a job, ${database}`,
      figures: [{ value: cpu.day - cpu.engine, unit: 'ms CPU', atMost: limit }],
      details: `${cpu.day.toFixed(1)} ms with the backup, ${cpu.engine.toFixed(1)} ms the backup alone; first backups ${cpu.first.toFixed(1)} ms`,
    },
  ]
}

async function liveThroughDay(order: DayOrder): Promise<DayReport> {
  const child = fork(new URL('../control/day-process.ts', import.meta.url), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  let report: DayReport | undefined
  child.on('message', (message: DayReport) => {
    report = message
  })
  child.send(order)
  const [code] = await once(child, 'exit')
  if (report === undefined) throw new Error(`the simulated day ended with code ${code}`)
  return report
}
