import { InvalidArgumentError } from 'commander'

/** Reads an option's value as a whole number that is not negative. */
export function wholeNumber(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.')
  return Number(text)
}

/** Reads an option's value as a TCP port. */
export function portNumber(text: string): number {
  const port = wholeNumber(text)
  if (port < 1 || port > 65_535) throw new InvalidArgumentError('It must be between 1 and 65535.')
  return port
}
