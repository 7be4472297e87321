import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { test } from 'node:test'
import { runCheck } from 'artifacts-doctor/testing'
import { causes } from './causes.js'
import { licence } from './licence.js'

/** Runs the check against a real server that answers with this status. */
async function answering(/** @type {number} */ status) {
  const server = createServer((_, response) => response.writeHead(status).end()).listen(0)
  await once(server, 'listening')
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
  const env = { ACME_LICENCE_URL: `http://127.0.0.1:${port}/` }
  try {
    return await runCheck(licence, { env, causes })
  } finally {
    server.close()
  }
}

test('a server that answers passes', async () => {
  assert.equal((await answering(200)).status, 'pass')
})

test('one that is not well is named', async () => {
  const outcome = await answering(503)
  assert.ok(outcome.status === 'fail')
  assert.equal(outcome.cause, 'acme/licence-server-sick')
  assert.equal(outcome.evidence.httpStatus, 503)
})

test('one that is away is named', async () => {
  const outcome = await runCheck(licence, {
    env: { ACME_LICENCE_URL: 'http://127.0.0.1:1' },
    causes,
  })
  assert.ok(outcome.status === 'fail')
  assert.equal(outcome.cause, 'acme/licence-server-away')
})

test('without its setting it does not apply', async () => {
  assert.equal((await runCheck(licence, { causes })).status, 'skip')
})
