import { exposition, METRICS_TYPE } from '../metrics/registry.ts'
import type { RequestMetrics } from '../metrics/request-metrics.ts'
import { stateMetrics } from '../metrics/state-metrics.ts'
import { Answer, text } from '../route/answer.ts'
import { defineRoute, type Route } from '../route/define-route.ts'

export function readMetrics(requests: RequestMetrics): Route {
  return defineRoute({
    id: 'readMetrics',
    method: 'GET',
    url: '/metrics',
    access: { permission: 'organisation:read' },
    tags: ['operation'],
    summary: 'Figures for Prometheus',
    answers: { 200: text('Text format 0.0.4.', 'text/plain') },
    handle: async ({ control, services: { keys } }) => {
      const state = await stateMetrics(control, (id) => keys.connectionOf(id).isConnected)
      const figures = [...requests.all, ...state]
      return new Answer(200, exposition(figures), { 'content-type': METRICS_TYPE })
    },
  })
}
