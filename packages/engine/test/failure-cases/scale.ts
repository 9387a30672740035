/** Whether the tests run with the numbers of the field (HOLDFAST_LARGE_TESTS=1), which takes minutes. */
// biome-ignore lint/style/noProcessEnv: how large a test is, is said from outside
export const LARGE = process.env.HOLDFAST_LARGE_TESTS === '1'
