import { type CheckReport, check, type Finding } from '@holdfast/repository'
import { now } from '../control.ts'
import type { JobRun, LogEntry } from '../jobs/job-run.ts'
import type { JobHandler } from '../jobs/worker.ts'
import { DAY } from '../schedule/zone.ts'
import { readSetting } from '../settings/stored-setting.ts'
import { leftAlone, putOffUpkeep } from './outcomes.ts'
import { checkPlan, UPKEEP_SETTING } from './upkeep-settings.ts'
import { findTarget, type UpkeepServices, vaultIdOf } from './upkeep-target.ts'
import { raiseVaultDamaged, resolveVaultDamaged } from './vault-damage.ts'
import { lockVault } from './vault-lock.ts'

/** Findings in the log; the result counts all. */
const LOGGED = 1_000

/** What a job of the kind `check` found. */
export interface CheckResult {
  readonly outcome: 'done'
  /** Of the data, the n-th of so many parts was read; each check reads the next one, until all is read and it begins anew. */
  readonly part: number
  readonly of: number
  readonly snapshots: number
  readonly packs: number
  readonly bytesRead: number
  readonly errors: number
  readonly warnings: number
  readonly hints: number
}

/**
 * Looks for damage in a vault: in its structure, and in a part of its data. After damage the next check comes within a day
 * and reads the same part, so that one without findings proves that the damage is gone.
 */
export function checkJob({ control, vaults }: UpkeepServices): JobHandler {
  return async (run) => {
    const target = await findTarget(control, vaultIdOf(run.job))
    if (!target) return leftAlone()
    const { vault } = target
    const repository = await vaults.open(
      vault.id,
      { reason: 'upkeep', jobId: run.job.id },
      { signal: run.signal },
    )
    // Shared: a backup may add to the vault meanwhile.
    await using lock = await lockVault(repository, { exclusive: false, signal: run.signal })
    if (!lock) return putOffUpkeep(control, vault.id, 'checkAt')
    const { value } = await readSetting(control.sql, UPKEEP_SETTING)
    const { parts } = checkPlan(value)
    const part = (vault.checkedParts % parts) + 1
    const signal = AbortSignal.any([run.signal, lock.signal])
    const report = await check(repository, {
      readData: { part, of: parts },
      signal,
      onProgress: (progress) => run.progress(progress),
    })
    signal.throwIfAborted()
    const result: CheckResult = { outcome: 'done', part, of: parts, ...counts(report) }
    log(run, report.findings)
    const damage = summary(report.findings)
    return {
      state: damage === undefined ? 'succeeded' : 'errors',
      result,
      commit: async (transaction) => {
        const at = now(control)
        await transaction
          .updateTable('vault')
          .set({
            checkedAt: at,
            ...(damage === undefined
              ? { checkedParts: vault.checkedParts + 1 }
              : { checkAt: new Date(at.getTime() + DAY) }),
          })
          .where('id', '=', vault.id)
          .execute()
        if (damage === undefined) await resolveVaultDamaged(control, transaction, vault.id)
        else await raiseVaultDamaged(control, transaction, target, damage)
      },
    }
  }
}

function counts({ findings, snapshots, packs, bytesRead }: CheckReport) {
  const of = (level: Finding['level']): number => findings.filter((one) => one.level === level).length
  return { snapshots, packs, bytesRead, errors: of('error'), warnings: of('warning'), hints: of('hint') }
}

/** The kinds of damage with their numbers; undefined without any. */
function summary(findings: readonly Finding[]): string | undefined {
  const errors = Map.groupBy(
    findings.filter(({ level }) => level === 'error'),
    ({ kind }) => kind,
  )
  if (errors.size === 0) return undefined
  return [...errors].map(([kind, found]) => `${found.length} × ${WHAT[kind] ?? kind}`).join(', ')
}

function log(run: JobRun, findings: readonly Finding[]): void {
  const told = findings.filter(({ level }) => level !== 'hint')
  for (const finding of told.slice(0, LOGGED)) run.log(entryOf(finding))
  const hints = findings.length - told.length
  if (hints > 0) run.log({ level: 'info', message: `${hints} remarks about what costs space or speed only.` })
}

/** What is wrong with a directory or a file names it: that stands where privacy can hide it. */
function entryOf({ level, kind, message, subject }: Finding): LogEntry {
  const logged = level === 'error' ? ('error' as const) : ('warning' as const)
  const what = WHAT[kind]
  return what === undefined
    ? { level: logged, message }
    : { level: logged, message: `Found: ${what}.`, path: `${subject}: ${message}` }
}

/** The kinds of findings whose messages name files. */
const WHAT: Readonly<Partial<Record<Finding['kind'], string>>> = {
  'blob-missing': 'content that is missing',
  'tree-damaged': 'directory that cannot be read',
  'tree-invalid': 'directory that is not valid',
  'size-mismatch': 'file of another size than its content',
  'node-odd': 'oddity of a file',
}
