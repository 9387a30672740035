import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalPath } from '../src/http/canonical-path.ts'
import { linksFor, originOf } from '../src/http/origin.ts'
import { Query } from '../src/http/query.ts'
import type { Route } from '../src/http/route.ts'
import { Router } from '../src/http/router.ts'

describe('canonical paths', () => {
  it.each([
    ['/drives/D', 'drives/D', {}],
    ['/drives/D/', 'drives/D', {}],
    ['/drives/D/root', 'drives/D/items/root', {}],
    ['/drives/D/items/root/children', 'drives/D/items/root/children', {}],
    ['/drives/D/root/children', 'drives/D/items/root/children', {}],
    ['/drives/D/root:/a/b%20c.txt', 'drives/D/items/root', { path: 'a/b c.txt' }],
    ['/drives/D/root:/a/b.txt:', 'drives/D/items/root', { path: 'a/b.txt' }],
    ['/drives/D/root:/a/b.txt:/content', 'drives/D/items/root/content', { path: 'a/b.txt' }],
    ['/drives/D/root:/.%2Fd1%2Ff.txt', 'drives/D/items/root', { path: 'd1/f.txt' }],
    ['/drives/D/root%3A/a%3A/children', 'drives/D/items/root/children', { path: 'a' }],
    [
      '/drives/D/items/01A:/x.txt:/createUploadSession',
      'drives/D/items/01A/createUploadSession',
      { path: 'x.txt' },
    ],
    ['/drives/D/items/01A:/x.txt', 'drives/D/items/01A', { path: 'x.txt' }],
    ["/drives/D/root/children('it''s')/content", 'drives/D/items/root/content', { path: "it's" }],
    ['/drives/D/root/delta()', 'drives/D/items/root/delta', {}],
    ['/drives/D/root/microsoft.graph.delta()', 'drives/D/items/root/delta', {}],
    ["/drives/D/root/delta(token='abc')", 'drives/D/items/root/delta', { token: 'abc' }],
    ["/drives/D/root/microsoft.graph.delta(token='a%20b')", 'drives/D/items/root/delta', { token: 'a b' }],
    ['/me', 'me', {}],
    ['/me/drive', 'users/me/drive', {}],
    ['/me/drive/root:/a:/children', 'drives//items/root/children', { user: 'me', path: 'a' }],
    ['/users/U/drive', 'users/U/drive', {}],
    ['/users/U/drives', 'users/U/drives', {}],
    ['/users/U/drive/items/01A', 'drives//items/01A', { user: 'U' }],
    ['/users/U/drives/D/root/delta', 'drives/D/items/root/delta', {}],
    ["/users('U')/drive/root", 'drives//items/root', { user: 'U' }],
    ["/drives('D')/items('01A')/children", 'drives/D/items/01A/children', {}],
  ])('%s', (raw, segments, more) => {
    const { segments: found, ...rest } = canonicalPath(raw)
    expect([found.join('/'), rest]).toEqual([segments, more])
  })

  it('brings back any legal path that was encoded segment by segment', () => {
    const name = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((text) => !/[":*<>?/\\|]/.test(text) && text !== '.')
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 5 }), (names) => {
        const path = names.map(encodeURIComponent).join('/')
        expect(canonicalPath(`/drives/D/root:/${path}:/children`)).toEqual({
          segments: ['drives', 'D', 'items', 'root', 'children'],
          path: names.join('/'),
        })
      }),
    )
  })

  it('refuses broken encoding', () => {
    expect(() => canonicalPath('/drives/%zz')).toThrow(
      expect.objectContaining({ reply: expect.objectContaining({ status: 400 }) }),
    )
  })
})

describe('the router', () => {
  const route = (method: string, pattern: string): Route => ({
    name: `${method} ${pattern}`,
    host: 'graph',
    method,
    pattern,
    units: 0,
    handle: () => ({ status: 200 }),
  })
  const router = new Router([
    route('GET', '/users'),
    route('GET', '/users/:user'),
    route('GET', '/users/delta'),
    route('PATCH', '/users/:id'),
    route('GET', '/drives/:drive/items/:item'),
    route('PUT', '/drives/:drive/items/:item/content'),
    route('GET', '/files/*'),
  ])
  const match = (method: string, path: string) => router.match('graph', method, path.split('/'))

  it('prefers literals, names parameters by the route, takes the rest', () => {
    expect(match('GET', 'users/delta')).toMatchObject({ route: { pattern: '/users/delta' }, params: {} })
    expect(match('GET', 'USERS/x')).toMatchObject({ params: { user: 'x' } })
    expect(match('PATCH', 'users/delta')).toMatchObject({ params: { id: 'delta' } })
    expect(match('GET', 'drives//items/r')).toMatchObject({ params: { drive: '', item: 'r' } })
    expect(match('GET', 'files/a/b/c')).toMatchObject({ params: { '*': 'a/b/c' } })
    expect(match('GET', 'files')).toMatchObject({ params: { '*': '' } })
  })

  it('tells what is wrong otherwise', () => {
    expect(match('POST', 'users')).toMatchObject({ allowed: ['GET'] })
    expect(match('GET', 'sites')).toEqual({ allowed: [], segment: 'sites' })
    expect(match('GET', 'drives/d/things')).toEqual({ allowed: [], segment: 'things' })
    expect(router.match('login', 'GET', ['users'])).toMatchObject({ allowed: [] })
  })

  it('refuses two routes for the same thing', () => {
    expect(() => new Router([route('GET', '/a/:b'), route('GET', '/a/:c')])).toThrow('two routes')
    expect(() => new Router([route('GET', '/a'), { ...route('GET', '/b'), name: 'GET /a' }])).toThrow(
      'two routes',
    )
  })
})

describe('virtual hosts', () => {
  const origin = (host: string, url: string) => originOf({ url, headers: { host } } as never, 'https')
  it.each([
    ['login.microsoftonline.com', '/t/oauth2/v2.0/token', 'login', '', '/t/oauth2/v2.0/token'],
    ['graph.microsoft.com', '/v1.0/users?$top=1', 'graph', 'v1.0', '/users'],
    ['graph.microsoft.us', '/beta/users', 'graph', 'beta', '/users'],
    ['contoso-my.sharepoint.com', '/personal/x/download', 'sharepoint', '', '/personal/x/download'],
    ['contoso-my.sharepoint.com:8443', '/v1.0/x', 'sharepoint', '', '/v1.0/x'],
    ['127.0.0.1:8080', '/v1.0/users', 'graph', 'v1.0', '/users'],
    ['127.0.0.1:8080', '/v2.0/drives/x', 'graph', 'v2.0', '/drives/x'],
    ['localhost', '/_sharepoint/personal/x', 'sharepoint', '', '/personal/x'],
    ['[::1]:80', '/_control/info', 'control', '', '/info'],
    [
      '127.0.0.1',
      '/tenant/v2.0/.well-known/openid-configuration',
      'login',
      '',
      '/tenant/v2.0/.well-known/openid-configuration',
    ],
  ])('%s%s is %s', (host, url, kind, version, path) => {
    expect(origin(host, url)).toMatchObject({ host: kind, version, path, base: `https://${host}` })
  })

  it('builds links in the style of the request', () => {
    const links = (host: string, url = '/v1.0/users') =>
      linksFor(origin(host, url), 'contoso-my.sharepoint.com')
    expect(links('graph.microsoft.com:8443', '/beta/x')).toEqual({
      graph: 'https://graph.microsoft.com:8443/beta',
      sharepoint: 'https://contoso-my.sharepoint.com:8443',
      login: 'https://login.microsoftonline.com:8443',
    })
    expect(links('127.0.0.1:99')).toEqual({
      graph: 'https://127.0.0.1:99/v1.0',
      sharepoint: 'https://127.0.0.1:99/_sharepoint',
      login: 'https://127.0.0.1:99',
    })
  })
})

describe('query parameters', () => {
  it('are found with and without the dollar', () => {
    for (const text of ['?$select=a&%24top=5&token=x%2By', '?select=a&top=5&$token=x%2By']) {
      const query = new Query(text)
      expect([query.get('select'), query.get('$select'), query.get('top'), query.get('token')]).toEqual([
        'a',
        'a',
        '5',
        'x+y',
      ])
      expect([query.has('$top'), query.has('skip'), query.getAll('$top')]).toEqual([true, false, ['5']])
    }
    expect(new Query('?@microsoft.graph.conflictBehavior=fail&a=$top').get('a')).toBe('$top')
  })
})
