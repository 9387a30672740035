let holders = 0

function ignore(): void {}

/**
 * `restic unlock` sends SIGHUP to the process named in a lock of its host, to see whether it lives. Without a handler that
 * ends a Node process. Call the result when the lock is given back.
 */
export function surviveUnlockSignal(): () => void {
  if (holders++ === 0) process.on('SIGHUP', ignore)
  let held = true
  return () => {
    if (!held) return
    held = false
    if (--holders === 0) process.off('SIGHUP', ignore)
  }
}
