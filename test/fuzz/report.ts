import type { FuzzReport } from './fuzz-run.ts'
import type { Example } from './judge/finding.ts'

/** Whether everything was as it must be. */
export function isClean({ findings, unreached, strays, isAlive }: FuzzReport): boolean {
  return isAlive && findings.length === 0 && unreached.length === 0 && strays.length === 0
}

/** The report in words. */
export function printReport(report: FuzzReport): string {
  const { seed, sent, seconds, operations, findings, unreached, statuses, slowest, strays, isAlive } = report
  const counts = Object.entries(statuses).sort(([a], [b]) => (a < b ? -1 : 1))
  return [
    `seed ${seed}: ${sent} requests to ${operations} operations in ${seconds} s, the slowest (${slowest.id}) took ${slowest.milliseconds} ms`,
    `answers: ${counts.map(([status, count]) => `${status}: ${count}`).join(', ')}`,
    ...(isAlive ? [] : ['The server does not answer any more.']),
    ...unreached.map(
      ({ id, answers }) =>
        `${id}: no good request got through (what it needs can be said in test/fuzz/recipes.ts): ${answers.join(', ')}`,
    ),
    ...strays.map((stray) => `thrown where nobody catches it: ${stray}`),
    ...findings.flatMap(({ key, count, examples }) => [
      '',
      `${key} (${count} times)`,
      ...examples.map(describe),
    ]),
    findings.length === 0 ? 'nothing found' : `${findings.length} kinds of findings`,
    '',
  ].join('\n')
}

const MOST = 600

function describe({ asker, request, answer, log }: Example): string {
  const { method, target, headers, body, mutations } = request
  const shown = Object.entries(headers).filter(
    ([name]) => !/^(cookie|authorization|x-holdfast-csrf)$/.test(name),
  )
  const came = 'failure' in answer ? answer.failure : `${answer.status} ${answer.body.subarray(0, MOST)}`
  return [
    `  ${asker}: ${method} ${target.slice(0, MOST)}`,
    `    changed: ${mutations.join('; ').slice(0, MOST) || 'nothing'}`,
    `    headers: ${JSON.stringify(Object.fromEntries(shown)).slice(0, MOST)}`,
    ...(body === undefined ? [] : [`    body: ${body.toString().slice(0, MOST)}`]),
    `    answer: ${came}`,
    ...log.map((line) => `    log: ${line.trim().slice(0, 2_000)}`),
  ].join('\n')
}
