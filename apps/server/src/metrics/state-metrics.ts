import { activeProviders, type Control, countStates } from '@holdfast/control'
import { Counter } from './registry.ts'

/** What the database and the process are like at this moment. */
export async function stateMetrics(
  control: Control,
  isConnected: (providerId: string) => boolean,
): Promise<readonly Counter[]> {
  const jobs = gauge(
    'holdfast_jobs',
    'Jobs that wait or run, and those made in the last 24 hours that ended.',
  )
  const drives = gauge('holdfast_onedrives', 'OneDrives by state and by how the last backup went.')
  const counts = await countStates(control)
  for (const { kind, state, count } of counts.jobs) jobs.set({ kind, state }, count)
  for (const { state, lastStatus, count } of counts.onedrives) {
    drives.set({ state, last_status: lastStatus }, count)
  }
  return [jobs, drives, await providerMetrics(control, isConnected), ...processMetrics()]
}

async function providerMetrics(
  { sql }: Control,
  isConnected: (providerId: string) => boolean,
): Promise<Counter> {
  const connected = gauge('holdfast_key_provider_connected', 'Whether a key provider can be asked: 1 or 0.')
  for (const { id, kind, name } of await activeProviders(sql))
    connected.set({ id, kind, name }, isConnected(id) ? 1 : 0)
  return connected
}

function processMetrics(): readonly Counter[] {
  const memory = gauge('process_resident_memory_bytes', 'Resident memory of the server.')
  memory.set({}, process.memoryUsage.rss())
  const cpu = new Counter('process_cpu_seconds_total', 'Processor time of the server.')
  const { user, system } = process.cpuUsage()
  cpu.set({}, (user + system) / 1e6)
  return [memory, cpu]
}

function gauge(name: string, help: string): Counter {
  return new Counter(name, help, 'gauge')
}
