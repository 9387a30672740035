const ADDRESS = /^[^\s@,;<>"]+@[^\s@,;<>"]+\.[^\s@,;<>"]{2,}$/

/** Addresses as people write them one after another, each once. */
export function readAddresses(text: string): {
  readonly addresses: readonly string[]
  readonly wrong?: string
} {
  const parts = text.split(/[\s,;]+/).filter((part) => part !== '')
  const addresses = parts.filter(
    (part, at) => parts.findIndex((other) => other.toLowerCase() === part.toLowerCase()) === at,
  )
  const wrong = addresses.find((address) => !ADDRESS.test(address))
  return { addresses, ...(wrong !== undefined && { wrong }) }
}
