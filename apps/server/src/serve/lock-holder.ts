import { readFile, readlink } from 'node:fs/promises'
import { hostname } from 'node:os'

/** One line that tells a process from every other: its number and beginning, its machine and namespace, a token. */
export async function describeHolder(token: string): Promise<string> {
  return [process.pid, await beginningOf(process.pid), await placeOfProcesses(), token].join(' ')
}

/** Its number, for a message. */
export function processOf(holder: string): string {
  return holder.split(' ')[0] || 'unknown'
}

/**
 * Whether the process lives; 'unknown' for one whose number means nothing here: another machine's, another container's, or
 * from before this machine was started.
 */
export async function livesOn(holder: string): Promise<boolean | 'unknown'> {
  const [pid = '', beginning = '', place = ''] = holder.split(' ')
  if (!/^\d+$/.test(pid) || place !== (await placeOfProcesses())) return 'unknown'
  try {
    process.kill(Number(pid), 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  // Another process may have its number by now: then it began at another time.
  return (await beginningOf(Number(pid))) === beginning
}

/** When a process began, in ticks since the machine's start (proc(5), field 22 of stat); `-` where nobody says. */
async function beginningOf(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  // The second field is a name in brackets, which may itself hold blanks and brackets.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '-'
}

/** Where a process's number is its own: one start of one machine, and one namespace there (pid_namespaces(7)). */
async function placeOfProcesses(): Promise<string> {
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => hostname())
  const namespace = await readlink('/proc/self/ns/pid').catch(() => '')
  return `${boot.trim()}/${namespace}`.replaceAll(' ', '-')
}
