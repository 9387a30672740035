import type { BrowserServer } from 'playwright-core'
import type { TestProject } from 'vitest/node'
import { emptyDump } from '../../../../packages/control/test/empty-dump.ts'
import { ServedOrganisation } from '../../../cli/test/served-organisation.ts'
import { serveBrowser } from '../browser.ts'
import {
  addressOf,
  changeAfterBackup,
  type EmulatorAddress,
  nextEmulator,
  OWN_PEOPLE,
} from './emulator-of.ts'
import { buildPages, firstTokenOf, type Sessions, signEverybodyIn, urlOf } from './served-pages.ts'

declare module 'vitest' {
  interface ProvidedContext {
    sessions: Sessions
    emulator: EmulatorAddress
  }
}

/** Builds the pages and serves them once for all tests, on an organisation that is backed up, with an account for every role. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const served = new ServedOrganisation(0, [])
  let browser: BrowserServer | undefined
  try {
    const emulator = nextEmulator(Object.values(OWN_PEOPLE))
    await Promise.all([buildPages(), emptyDump()])
    await served.start()
    changeAfterBackup(await emulator)
    project.provide('emulator', addressOf(await emulator))
    const sessions = await signEverybodyIn(urlOf(served), firstTokenOf(served))
    browser = await serveBrowser()
    project.provide('sessions', { ...sessions, browser: browser.wsEndpoint() })
  } catch (error) {
    await served[Symbol.asyncDispose]()
    throw error
  }
  return async () => {
    await browser?.close()
    await served[Symbol.asyncDispose]()
  }
}
