// SPDX-FileCopyrightText: 2026 Accounts Center contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// oidc.mjs MODULES PORT OPTIONS: see ../oidc.py.
import crypto from 'node:crypto'
import path from 'node:path'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

const [modules, port, given] = process.argv.slice(2)
const options = {
  par: false, dpop_nonce: false, seconds: 300, rotate: true, id_token_alg: 'ES256', audience: 'https://backend.example', opaque: false,
  grace: 0, lose: 0, host: '127.0.0.1',
  ...JSON.parse(given),
}
const require = createRequire(path.join(modules, 'from-here.js'))
const { Provider } = await import(pathToFileURL(require.resolve('oidc-provider')))
const base = `http://${options.host}:${port}`

const makeKey = (alg, type, more) =>
  ({ ...crypto.generateKeyPairSync(type, more).privateKey.export({ format: 'jwk' }), kid: alg, use: 'sig', alg })

const client = {
  client_id: 'accounts-center', application_type: 'native', token_endpoint_auth_method: 'none',
  grant_types: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'],
  response_types: ['code'], redirect_uris: ['http://127.0.0.1/'], post_logout_redirect_uris: ['http://127.0.0.1/'],
  id_token_signed_response_alg: options.id_token_alg,
}

const provider = new Provider(base, {
  clients: [client],
  jwks: { keys: [
    makeKey('ES256', 'ec', { namedCurve: 'P-256' }), makeKey('RS256', 'rsa', { modulusLength: 2048 }),
    makeKey('PS256', 'rsa', { modulusLength: 2048 }), makeKey('EdDSA', 'ed25519'),
  ] },
  enabledJWA: { idTokenSigningAlgValues: ['ES256', 'RS256', 'PS256', 'EdDSA'] },
  cookies: { keys: [crypto.randomBytes(16).toString('hex')] },
  scopes: ['openid', 'offline_access', 'profile'],
  claims: { openid: ['sub'], profile: ['name', 'preferred_username'] },
  conformIdTokenClaims: false,
  rotateRefreshToken: options.rotate,
  issueRefreshToken: (_, who, code) => who.grantTypeAllowed('refresh_token') && code.scopes.has('offline_access'),
  ttl: {
    AccessToken: options.seconds, AuthorizationCode: 60, DeviceCode: 600, Grant: 86400, IdToken: 3600, Interaction: 3600,
    RefreshToken: 86400, Session: 86400,
  },
  findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub, name: `Person ${sub}`, preferred_username: `${sub}@school` }) }),
  features: {
    devInteractions: { enabled: true }, deviceFlow: { enabled: true }, revocation: { enabled: true },
    introspection: { enabled: true, allowedPolicy: () => true }, rpInitiatedLogout: { enabled: true },
    pushedAuthorizationRequests: { enabled: true, requirePushedAuthorizationRequests: options.par },
    dPoP: { enabled: true, nonceSecret: crypto.randomBytes(32), requireNonce: () => options.dpop_nonce },
    resourceIndicators: {
      enabled: !options.opaque, defaultResource: () => options.audience, useGrantedResource: () => true,
      getResourceServerInfo: (_, resource) => {
        if (resource !== options.audience) throw new Error(`nobody is ${resource}`)
        return { scope: 'openid profile', audience: resource, accessTokenTTL: options.seconds, accessTokenFormat: 'jwt',
                 jwt: { sign: { alg: 'ES256' } } }
      },
    },
  },
})

// RFC 8252 §7.3 leaves the port to the program; ours chooses a path of its own, too.
const allowed = provider.Client.prototype.redirectUriAllowed
provider.Client.prototype.redirectUriAllowed = function (uri) {
  const to = URL.canParse(uri) && new URL(uri)
  return (to && to.protocol === 'http:' && to.hostname === '127.0.0.1' && !to.search && !to.hash) || allowed.call(this, uri)
}

// A used refresh token stays good for a while, as many providers have it against lost answers; the oldest are forgotten before that.
const consume = provider.RefreshToken.prototype.consume
if (options.grace) {
  provider.RefreshToken.prototype.consume = function () { setTimeout(() => consume.call(this).catch(() => {}), 1000 * options.grace) }
}

let refreshed = 0, refused = 0
const secrets = []
const keep = (from, ...names) => names.forEach((name) => from?.[name] && secrets.push([name.replace('_', ' '), from[name]]))
for (const model of ['authorization_code', 'device_code', 'refresh_token']) {
  provider.on(`${model}.saved`, (token) => secrets.push([model.replace('_', ' '), token.jti]))
}
provider.on('grant.success', (ctx) => { refreshed += ctx.oidc.params.grant_type === 'refresh_token' })
provider.on('grant.error', (ctx, { error }) => {
  refused += ctx.oidc.params?.grant_type === 'refresh_token' && error !== 'use_dpop_nonce'
})
provider.use(async (ctx, next) => {
  if (ctx.path === '/counts') { ctx.body = { refreshed, refused }; return }
  if (ctx.path === '/secrets') { ctx.body = secrets; return }
  await next()
  keep(ctx.oidc?.params, 'code_verifier')
  keep(ctx.body, 'access_token', 'id_token')
  if (ctx.oidc?.params?.grant_type === 'refresh_token' && ctx.status === 200 && options.lose-- > 0) ctx.res.destroy()
})

provider.on('server_error', (_, error) => console.error(error))
process.on('SIGTERM', () => process.exit(0))
provider.listen(Number(port), '127.0.0.1', () =>
  console.log(JSON.stringify({ base, client: client.client_id, audience: options.audience, opaque: options.opaque })))
