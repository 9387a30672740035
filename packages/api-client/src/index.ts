export { type ApiClient, type ApiClientOptions, createApiClient } from './api-client.ts'
export { ApiError, type Problem, problemOf } from './api-error.ts'
export { eventsOf, type StreamedEvent } from './event-stream.ts'
export type { components, paths } from './schema.gen.ts'
