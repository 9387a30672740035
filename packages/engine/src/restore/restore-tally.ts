import { HoldfastError } from '@holdfast/base'
import type { RestoreFailure, RestoreProgress, RestoreResult } from './restore-options.ts'

/** Counts what a restore does, and tells it on. */
export class RestoreTally {
  restored = 0
  bytes = 0
  folders = 0
  identical = 0
  skipped = 0
  replaced = 0
  keptBoth = 0
  readonly failures: RestoreFailure[] = []
  readonly #filesTotal: number
  readonly #bytesTotal: number
  readonly #onProgress: ((progress: RestoreProgress) => void) | undefined
  #done = 0
  #moved = 0

  constructor(total: { files: number; bytes: number }, onProgress?: (progress: RestoreProgress) => void) {
    this.#filesTotal = total.files
    this.#bytesTotal = total.bytes
    this.#onProgress = onProgress
  }

  /** A file is done with, whatever became of it. */
  fileDone(outcome: 'restored' | 'identical' | 'skipped' | 'failed', bytes: number): void {
    this.#done++
    if (outcome === 'restored') {
      this.restored++
      this.bytes += bytes
    } else {
      if (outcome !== 'failed') this[outcome]++
      this.#moved += bytes
    }
    this.#report()
  }

  moved(bytes: number): void {
    this.#moved += bytes
    this.#report()
  }

  fail(path: string, error: unknown, bytes: number): void {
    const known = error instanceof HoldfastError
    this.failures.push({
      path,
      code: known ? error.code : 'HF_RESTORE_FAILED',
      message: error instanceof Error ? error.message : String(error),
    })
    this.fileDone('failed', bytes)
  }

  result(dryRun: boolean): RestoreResult {
    const { restored, bytes, folders, identical, skipped, replaced, keptBoth, failures } = this
    return { dryRun, restored, bytes, folders, identical, skipped, replaced, keptBoth, failures }
  }

  #report(): void {
    this.#onProgress?.({
      files: this.#done,
      filesTotal: this.#filesTotal,
      bytes: this.#moved,
      bytesTotal: this.#bytesTotal,
      failed: this.failures.length,
    })
  }
}
