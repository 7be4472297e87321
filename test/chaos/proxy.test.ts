import { describe } from 'vitest'
import { proxyCases } from './proxy.ts'
import { relayRows } from './proxy-relay.ts'
import { settingRows } from './proxy-setting.ts'
import { consentRows, tunnelRows } from './proxy-tunnel.ts'
import { runCases } from './run-cases.ts'

describe('a proxy that is asked for a tunnel', () => runCases(proxyCases('tunnel', consentRows)))
describe('what a tunnel leads to', () => runCases(proxyCases('tunnel', tunnelRows)))
describe('a proxy that relays', () => runCases(proxyCases('relay', relayRows)))
describe('the proxy of the environment: a tunnel', () =>
  runCases(proxyCases('tunnel', settingRows)))
describe('the proxy of the environment: a relay', () => runCases(proxyCases('relay', settingRows)))
