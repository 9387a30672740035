import { InvalidArgumentError } from 'commander'

/** Reads an option's value as a whole number that is not negative. */
export function wholeNumber(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.')
  return Number(text)
}

/** Reads an option's value as a TCP port; 0 is any that is free. */
export function portNumber(text: string): number {
  const port = wholeNumber(text)
  if (port > 65_535) throw new InvalidArgumentError('It must be between 0 and 65535.')
  return port
}

const FACTORS: Readonly<Record<string, number>> = { '': 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3, t: 1024 ** 4 }

/** Reads an option's value as a number of bytes: `1000`, `500M`, `2GiB` (binary units). */
export function byteCount(text: string): number {
  const [, number, unit = ''] = /^(\d{1,12})\s*([kmgt]?)(?:i?b)?$/i.exec(text) ?? []
  const factor = FACTORS[unit.toLowerCase()]
  if (number === undefined || factor === undefined)
    throw new InvalidArgumentError('It must be a size like 500M or 2G.')
  return Number(number) * factor
}
