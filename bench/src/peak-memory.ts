import { readFileSync } from 'node:fs'

/**
 * The most physical memory that this process has held, bytes. The kernel's mark of the process itself: what
 * `getrusage` tells may be that of the process that started it.
 */
export function peakMemory(): number {
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]
    if (kilobytes !== undefined) return Number(kilobytes) * 1024
  } catch {
    // Not Linux.
  }
  return process.resourceUsage().maxRSS * 1024
}
