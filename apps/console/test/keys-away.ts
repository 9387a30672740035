import type { Page } from 'playwright-core'

/** Somebody whose backup nobody looked into lately: one that is open stays so for two minutes. */
const PERSON = '佐藤 美咲'
const LIST = '/onedrive?search=misaki'
const NOT_CONNECTED = /^The key provider .* is not connected$/

const rowOf = (page: Page) => page.getByRole('row').filter({ hasText: PERSON })

/** What administrators see elsewhere while nobody holds the keys: a backup that fails and says why, the alert, a backup that nobody can look into. */
export async function seeKeysAway(page: Page): Promise<void> {
  await page.goto(LIST)
  await page.getByRole('button', { name: `Actions for ${PERSON}` }).click()
  await page.getByRole('menuitem', { name: 'Backup Now', exact: true }).click()
  await page.getByRole('button', { name: 'Yes' }).click()
  await rowOf(page).getByText('Backup failed').waitFor()
  await rowOf(page).getByRole('button', { name: /key/ }).click()
  await page.getByText('EKEY_UNAVAILABLE', { exact: true }).waitFor()
  await page.goto('/alerts')
  await page.getByRole('group', { name: NOT_CONNECTED }).getByText('Critical').waitFor()
  await page.goto(LIST)
  await page.getByRole('link', { name: PERSON }).click()
  await page.getByRole('link', { name: 'Restore', exact: true }).first().click()
  await page.getByText('The key to this backup is not available').waitFor()
  await page.getByRole('link', { name: 'Look at the keys' }).waitFor()
}

/** That all of it is over by itself once somebody holds the keys again; begins where {@link seeKeysAway} ended. */
export async function seeKeysBack(page: Page): Promise<void> {
  await page.goBack()
  await page.getByRole('link', { name: 'Restore', exact: true }).first().click()
  await page.getByRole('row', { name: '書類' }).waitFor()
  await page.goto(LIST)
  await rowOf(page).getByText('Backed up successfully').waitFor()
  await page.goto('/alerts?kind=key-provider-not-connected')
  await page.getByText('No alert fits').waitFor()
}
