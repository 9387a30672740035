import type { Random } from '@holdfast/base'

const DEGREE = 53n

/**
 * A random irreducible polynomial of degree 53 over GF(2), as hex: each repository's secret for content-defined chunking.
 * About one draw in 26 is irreducible.
 */
export function randomPolynomial(random: Random): string {
  for (;;) {
    const drawn = random.bytes(8).readBigUInt64LE() & ((1n << (DEGREE + 1n)) - 1n)
    const polynomial = drawn | (1n << DEGREE) | 1n
    if (isIrreducible(polynomial)) return polynomial.toString(16)
  }
}

/** Ben-Or's test: no x^(2^i) − x, for i up to half the degree, shares a factor with the polynomial. */
export function isIrreducible(polynomial: bigint): boolean {
  if (degree(polynomial) !== 53) return false
  let power = 2n
  for (let i = 1; i <= 26; i++) {
    power = multiplyMod(power, power, polynomial)
    if (gcd(polynomial, power ^ 2n) !== 1n) return false
  }
  return true
}

function degree(p: bigint): number {
  return p === 0n ? -1 : p.toString(2).length - 1
}

function mod(a: bigint, m: bigint): bigint {
  const top = degree(m)
  let rest = a
  for (let d = degree(rest); d >= top; d = degree(rest)) rest ^= m << BigInt(d - top)
  return rest
}

function multiplyMod(a: bigint, b: bigint, m: bigint): bigint {
  let product = 0n
  for (let shift = 0n, rest = b; rest > 0n; rest >>= 1n, shift++) if (rest & 1n) product ^= a << shift
  return mod(product, m)
}

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b]
  while (y !== 0n) [x, y] = [y, mod(x, y)]
  return x
}
