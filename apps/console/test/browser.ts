import chromium from '@sparticuz/chromium'
import {
  type Browser,
  type BrowserContextOptions,
  type BrowserServer,
  type LaunchOptions,
  chromium as playwright,
} from 'playwright-core'

async function launchOptions(): Promise<LaunchOptions> {
  return {
    // Drawn without a graphics card, imitated or not: on few cores that is the quickest.
    args: ['--no-sandbox', '--disable-gpu'],
    // Unpacked at the first call: two processes must not do it at the same time.
    executablePath: await chromium.executablePath(),
    headless: true,
  }
}

/** A real browser, which comes with the packages and needs nothing of the system. */
export async function openBrowser(): Promise<Browser> {
  return await playwright.launch(await launchOptions())
}

/** One that several processes can use at the same time. */
export async function serveBrowser(): Promise<BrowserServer> {
  return await playwright.launchServer(await launchOptions())
}

export async function joinBrowser(address: string): Promise<Browser> {
  return await playwright.connect(address)
}

/** How people look at the pages; nothing moves, so that what is looked at stands still. */
export const VIEWS = {
  light: { viewport: { width: 1280, height: 800 }, colorScheme: 'light', reducedMotion: 'reduce' },
  dark: { viewport: { width: 1280, height: 800 }, colorScheme: 'dark', reducedMotion: 'reduce' },
  phone: {
    viewport: { width: 360, height: 740 },
    colorScheme: 'light',
    reducedMotion: 'reduce',
    isMobile: true,
    hasTouch: true,
  },
} as const satisfies Readonly<Record<string, BrowserContextOptions>>
