import { closeSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs'
import type { Needles } from './needles.ts'

const STEP = 16 * 1024 * 1024

/**
 * Which of the needles lie in the memory of another process, as a debugger sees it (Linux, proc(5)): everything that it
 * may write, read in steps that overlap by the longest needle.
 */
export function foundInMemory(processId: number, needles: Needles): Set<Buffer> {
  const found = new Set<Buffer>()
  const memory = openSync(`/proc/${processId}/mem`, 'r')
  try {
    const step = Buffer.alloc(STEP + needles.length)
    for (const [from, to] of writable(processId)) {
      for (let at = from; at < to; at += STEP) {
        const part = step.subarray(0, read(memory, step, at, Math.min(step.length, to - at)))
        for (const needle of needles.in(part)) found.add(needle)
      }
    }
  } finally {
    closeSync(memory)
  }
  return found
}

/** Why the memory of another process cannot be looked at here; undefined where it can. */
export function memoryHidden(): string | undefined {
  try {
    closeSync(openSync('/proc/self/mem', 'r'))
    const scope = readFileSync('/proc/sys/kernel/yama/ptrace_scope', 'utf8').trim()
    return Number(scope) > 1 ? 'the kernel shows no process the memory of another' : undefined
  } catch (error) {
    const { code, path } = error as NodeJS.ErrnoException
    // Without Yama the owner of a process may look at it.
    return code === 'ENOENT' && path?.includes('yama') ? undefined : 'there is no /proc/PID/mem'
  }
}

/** Processes that a process has started, and those that they have. */
export function descendants(processId: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const id = Number(name)
      return parentOf(id) === processId ? [id, ...descendants(id)] : []
    })
}

function parentOf(processId: number): number | undefined {
  try {
    // Behind the name, which stands in brackets and may hold anything: state and parent.
    const text = readFileSync(`/proc/${processId}/stat`, 'utf8')
    return Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[1])
  } catch {
    return undefined
  }
}

function writable(processId: number): [number, number][] {
  const maps = readFileSync(`/proc/${processId}/maps`, 'utf8')
  return [...maps.matchAll(/^([\da-f]+)-([\da-f]+) rw.. /gm)].map(([, from = '', to = '']) => [
    Number.parseInt(from, 16),
    Number.parseInt(to, 16),
  ])
}

/** What is mapped but was never touched, or is the kernel's own, cannot be read. */
function read(memory: number, into: Buffer, at: number, length: number): number {
  try {
    return readSync(memory, into, 0, length, at)
  } catch {
    return 0
  }
}
