/** What a body must never hold, whatever was asked. Texts that the fuzzer sends match none of these. */
const LEAKS: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['a stack trace', /(^|\\n|\n)\s*at \S.*:\d+:\d+/],
  ['a place in the source', /\b[\w-]+\.[cm]?[jt]s:\d+/],
  ['a path of the server', /node_modules|file:\/\/\/(?!etc\/)|\/(work|tmp|home|root|usr|var)\/[\w.-]+/],
  ['a file of the server', /root:x:0:0|\[fonts\]/],
  ['SQL', /\b(select|delete from|insert into|update|join) \\?["*]/i],
  [
    'the words of the database',
    /violates|duplicate key|syntax error at|invalid input syntax|out of range|invalid byte sequence|pglite|kysely|pg-boss|column "|relation "|SQLSTATE/i,
  ],
  [
    'an error of JavaScript',
    /\b(Type|Range|Syntax|Reference|URI)Error\b|Cannot read propert|is not a function|\bFST_ERR/,
  ],
  ['words of the schema library', /ZodError|\binvalid_type\b/],
  ['an object as text', /\[object \w+\]/],
]

/** What a body gives away; undefined when nothing. */
export function leakIn(body: string): string | undefined {
  return LEAKS.find(([, pattern]) => pattern.test(body))?.[0]
}
