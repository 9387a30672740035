/** Just enough of ASN.1 DER (ITU-T X.690) to write certificates. Every function returns one encoded value. */

export function sequence(...parts: Uint8Array[]): Buffer {
  return tagged(0x30, ...parts)
}

export function set(...parts: Uint8Array[]): Buffer {
  return tagged(0x31, ...parts)
}

/** A non-negative integer, big-endian. */
export function integer(bytes: Uint8Array): Buffer {
  const padded = (bytes[0] ?? 0) & 0x80 ? Buffer.concat([Buffer.of(0), bytes]) : bytes
  return tagged(0x02, padded)
}

export function boolean(value: boolean): Buffer {
  return tagged(0x01, Buffer.of(value ? 0xff : 0))
}

export function octets(...parts: Uint8Array[]): Buffer {
  return tagged(0x04, ...parts)
}

/** `unused` = bits of the last byte that do not count. */
export function bits(bytes: Uint8Array, unused = 0): Buffer {
  return tagged(0x03, Buffer.of(unused), bytes)
}

export function utf8(text: string): Buffer {
  return tagged(0x0c, Buffer.from(text))
}

/** Whole seconds, UTC; the short form until 2049 (RFC 5280 section 4.1.2.5). `ms` since 1970. */
export function time(ms: number): Buffer {
  const digits = new Date(ms).toISOString().replace(/\D/g, '').slice(0, 14)
  return digits < '2050'
    ? tagged(0x17, Buffer.from(`${digits.slice(2)}Z`))
    : tagged(0x18, Buffer.from(`${digits}Z`))
}

/** An object identifier such as `2.5.29.17`. */
export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  const bytes = [first * 40 + second]
  for (const arc of rest) {
    const groups = [arc & 0x7f]
    for (let left = arc >>> 7; left > 0; left >>>= 7) groups.unshift((left & 0x7f) | 0x80)
    bytes.push(...groups)
  }
  return tagged(0x06, Buffer.from(bytes))
}

/** A context-specific value: `constructed` when it holds other values. */
export function context(number: number, constructed: boolean, ...parts: Uint8Array[]): Buffer {
  return tagged(0x80 | (constructed ? 0x20 : 0) | number, ...parts)
}

function tagged(tag: number, ...parts: Uint8Array[]): Buffer {
  const content = Buffer.concat(parts)
  const { length } = content
  const size: number[] = []
  if (length < 0x80) size.push(length)
  else {
    for (let left = length; left > 0; left >>>= 8) size.unshift(left & 0xff)
    size.unshift(0x80 | size.length)
  }
  return Buffer.concat([Buffer.of(tag, ...size), content])
}
