import { open, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { serverErrors } from '../errors.ts'

const NAME = 'server.lock'

/**
 * Keeps a second server out of a data directory: the embedded database has a single user. The lock of a process that is
 * gone is taken over. Raises HF_DATA_DIRECTORY_BUSY. Dispose of it at the end.
 */
export async function lockDirectory(directory: string): Promise<AsyncDisposable> {
  const file = join(directory, NAME)
  for (let attempt = 1; ; attempt++) {
    if (await take(file)) return { [Symbol.asyncDispose]: () => rm(file, { force: true }) }
    const holder = await readFile(file, 'utf8').catch(() => '')
    if (attempt > 3 || (await isAlive(holder))) {
      throw serverErrors.HF_DATA_DIRECTORY_BUSY({ directory, process: holder.split(' ')[0] || 'unknown' })
    }
    await rm(file, { force: true })
  }
}

async function take(file: string): Promise<boolean> {
  try {
    const handle = await open(file, 'wx', 0o600)
    await handle.writeFile(`${process.pid} ${await beginningOf(process.pid)}`)
    await handle.close()
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** Another process may have its number by now: then it began at another time. */
async function isAlive(holder: string): Promise<boolean> {
  const [pid = '', beginning = ''] = holder.split(' ')
  if (!/^\d+$/.test(pid)) return false
  try {
    process.kill(Number(pid), 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  return (await beginningOf(Number(pid))) === beginning
}

/** When a process began, in ticks since the machine's start (proc(5), field 22 of stat); empty where nobody says. */
async function beginningOf(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  // The second field is a name in brackets, which may itself hold blanks and brackets.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
}
