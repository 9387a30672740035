import type { Locator, Page } from 'playwright-core'

/**
 * From the first page of the set-up to a finished restore, as somebody does it who reads nothing: always the button that
 * stands out, and one file. Gives the number of clicks.
 */
export async function restoreFirstFile(page: Page, file: RegExp): Promise<number> {
  let clicks = 0
  async function click(what: Locator): Promise<void> {
    await what.click()
    clicks += 1
  }
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  await click(button('Skip'))
  await page.getByText('bring back a file of').waitFor()
  await click(page.getByRole('link', { name: 'Restore something' }))
  await click(page.getByRole('checkbox', { name: file }))
  await click(button('Restore'))
  await click(button('Check'))
  await click(button('Start restore'))
  await page.getByText('Restored', { exact: true }).waitFor()
  return clicks
}
