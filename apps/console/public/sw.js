// What makes the pages open on a slow line, and without one: their own parts, and nothing of anybody's data.
// Answers of the API are never kept: they would outlive the session on a device that others use, too.
const PARTS = 'holdfast-parts-1'
const PAGE = '/index.html'

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(PARTS)
      .then((cache) => cache.add(new Request('/', { headers: { accept: 'text/html' } })))
      .then(() => self.skipWaiting()),
  )
})

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== PARTS).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  )
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== location.origin) return
  if (pathname.startsWith('/assets/')) event.respondWith(keptPart(request))
  else if (request.mode === 'navigate' && !pathname.startsWith('/api/')) {
    event.respondWith(page(request))
    event.waitUntil(forgetOldest())
  }
})

/** A part's name is made of its content: what is kept under it is right for ever. */
async function keptPart(request) {
  const cache = await caches.open(PARTS)
  const kept = await cache.match(request)
  if (kept) return kept
  const answer = await fetch(request)
  if (answer.ok) {
    await cache.put(request, answer.clone())
  }
  return answer
}

/** The page of the server that runs now, and the last one that came while it cannot be reached. */
async function page(request) {
  const cache = await caches.open(PARTS)
  try {
    const answer = await fetch(request)
    if (answer.ok && answer.headers.get('content-type')?.startsWith('text/html')) {
      await cache.put(PAGE, answer.clone())
    }
    return answer
  } catch (error) {
    const kept = (await cache.match(PAGE)) ?? (await cache.match('/'))
    if (kept) return kept
    throw error
  }
}

/** Parts of releases that are gone: what was kept first goes first. */
async function forgetOldest() {
  const cache = await caches.open(PARTS)
  const kept = (await cache.keys()).filter(({ url }) => new URL(url).pathname.startsWith('/assets/'))
  for (const request of kept.slice(0, Math.max(0, kept.length - 300))) await cache.delete(request)
}
