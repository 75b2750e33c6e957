// SPDX-FileCopyrightText: 2026 Accounts Center contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// pds.mjs MODULES DATA PDS_PORT PLC_PORT [SECONDS]: a Bluesky server and its directory of identities, with the accounts
// alice.test and bob.test. Prints one JSON line when both answer, and ends on SIGTERM. The tokens of a sign-in with a browser
// are good for SECONDS.
import './loopback.cjs'
import crypto from 'node:crypto'
import path from 'node:path'
import { createRequire } from 'node:module'

const [modules, data, pdsPort, plcPort, tokenSeconds] = process.argv.slice(2)
process.env.LOG_ENABLED ??= 'false'
const require = createRequire(path.join(modules, 'from-here.js'))
const plc = require('@did-plc/server')
const limits = require(path.join(modules, '@atproto/oauth-provider/dist/constants.js'))
const { PDS, envToCfg, envToSecrets } = require('@atproto/pds')

const base = `http://localhost:${pdsPort}`
const directory = `http://localhost:${plcPort}`
const random = (bytes) => crypto.randomBytes(bytes).toString('hex')

async function startServers() {
  if (tokenSeconds) limits.TOKEN_MAX_AGE = Number(tokenSeconds) * 1000
  await plc.PlcServer.create({ db: plc.Database.mock(), port: Number(plcPort) }).start()
  const settings = {
    port: Number(pdsPort), hostname: 'localhost', devMode: true, dataDirectory: data,
    blobstoreDiskLocation: path.join(data, 'blobs'), didPlcUrl: directory, serviceHandleDomains: ['.test'],
    jwtSecret: random(16), dpopSecret: random(32), adminPassword: random(8),
    plcRotationKeyK256PrivateKeyHex: random(32), inviteRequired: false, disableSsrfProtection: true,
    bskyAppViewUrl: 'http://localhost:1', bskyAppViewDid: 'did:web:appview.invalid',
    bskyAppViewCdnUrlPattern: 'http://localhost:1/%s/%s/%s', modServiceUrl: 'http://localhost:1',
    modServiceDid: 'did:web:moderation.invalid', crawlers: [], enableDidDocWithSession: true,
    rateLimitsEnabled: process.env.RATE_LIMITS === '1',
  }
  const server = await PDS.create(envToCfg(settings), envToSecrets(settings))
  await server.start()
}

async function post(method, body, token) {
  const headers = { 'content-type': 'application/json' }
  if (token) headers.authorization = `Bearer ${token}`
  const answer = await fetch(`${base}/xrpc/${method}`, { method: 'POST', headers, body: JSON.stringify(body) })
  const json = await answer.json()
  if (!answer.ok) throw new Error(`${method}: ${JSON.stringify(json)}`)
  return json
}

async function makeAccount(name) {
  const handle = `${name}.test`
  const password = random(8)
  const made = await post('com.atproto.server.createAccount', { handle, email: `${name}@example.test`, password })
  const app = await post('com.atproto.server.createAppPassword', { name: 'accounts-center' }, made.accessJwt)
  return { handle, did: made.did, password, app_password: app.password }
}

process.on('SIGTERM', () => process.exit(0))
await startServers()
const accounts = [await makeAccount('alice'), await makeAccount('bob')]
console.log(JSON.stringify({ base, plc: directory, accounts }))
