import { ApiError } from '@holdfast/api-client'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import './base.css'
import { createRoot } from 'react-dom/client'
import { makeRouter } from './router.tsx'
import { Surroundings } from './shell/surroundings.tsx'

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      // What the server refuses is refused again; what did not reach it is tried until it does.
      retry: (count, error) => !(error instanceof ApiError) && count < 5,
      // Without a line, what is asked fails and says so; what is to be changed waits until it is back.
      networkMode: 'always',
      staleTime: 5_000,
    },
  },
})

const root = document.getElementById('root')
if (root === null) throw new Error('the page has no root')
createRoot(root).render(
  <StrictMode>
    <Surroundings>
      <QueryClientProvider client={queries}>
        <RouterProvider router={makeRouter(queries)} />
      </QueryClientProvider>
    </Surroundings>
  </StrictMode>,
)

// Without it the pages work as well, while the server can be reached.
if (import.meta.env.PROD) void navigator.serviceWorker?.register('/sw.js').catch(() => undefined)
