import { readFileSync } from 'node:fs'
import { ASKED } from '../chaos/http.ts'
import { type Certificate, createAuthority } from '../support/certificate.ts'
import { beneathTls, type Line, startChaos } from '../support/chaos-server.ts'
import { runDoctor, runProgram } from '../support/doctor.ts'
import { startNameServer } from './name-server.ts'
import type { Scenario, Seen } from './scenario.ts'

const EVERYWHERE = '0.0.0.0'

/**
 * Plays a scenario on a machine whose every address is its own: servers listen on the ports of
 * the scenario at all addresses of the world, and the kernel counts what was sent.
 */
export async function play(scenario: Scenario): Promise<Seen> {
  const { web = {}, redis, node, args, env = {}, instead } = scenario
  const { caFile, issue } = await createAuthority()
  const tls = await issue({ names: [...Object.keys(web), 'nobody.example.test'] })
  const names = await startNameServer()
  const page = (line: Line) => answerBy(web, line)
  const silent = () => {}
  const servers = await Promise.all([
    startChaos(page, { tls, at: { host: EVERYWHERE, port: 443 } }),
    startChaos(page, { at: { host: EVERYWHERE, port: 80 } }),
    startChaos((line) => tunnelTo(line, tls, page), { at: { host: EVERYWHERE, port: 3128 } }),
    startChaos(redis ?? silent, { at: { host: EVERYWHERE, port: 6379 } }),
    startChaos(node ?? silent, { at: { host: EVERYWHERE, port: 7000 } }),
  ])
  const before = counted()
  const options = { env: { ...env, SSL_CERT_FILE: caFile } }
  const run = await (instead ? runProgram(instead, options) : runDoctor(args, options))
  const after = counted()
  const accepted = servers.flatMap((server) => server.accepted())
  const reached = accepted.map((at) => at.replace(/^[^:]+/, (address) => names.nameOf(address)))
  const seen: Seen = {
    reached: [...new Set(reached)].sort(),
    looked: names.asked(),
    // What the kernel counts beyond what these servers saw went somewhere else.
    unseenConnections: after.opens - before.opens - accepted.length,
    unseenDatagrams: after.datagrams - before.datagrams - 2 * names.questions(),
    code: run.code,
    stdout: run.stdout,
    stderr: run.stderr,
    secretsAt: secretsIn(servers.flatMap((server) => server.heard())),
  }
  names.stop()
  await Promise.all(servers.map((server) => server.stop()))
  return seen
}

async function answerBy(web: NonNullable<Scenario['web']>, line: Line): Promise<unknown> {
  await line.upTo(ASKED)
  const host = /\r\nhost: ([^\r:]+)/i.exec(line.heard())?.[1] ?? ''
  const does = web[host]
  return does === undefined ? line.end() : does(line)
}

/** What a proxy does with CONNECT, but for the way on: whatever is asked for is answered here. */
async function tunnelTo(line: Line, tls: Certificate, page: (line: Line) => unknown) {
  await line.upTo(ASKED)
  if (!line.heard().startsWith('CONNECT ')) return page(line)
  line.say('HTTP/1.1 200 Connection established\r\n\r\n')
  return page(beneathTls(line, tls))
}

/** The hosts to which an Authorization header came. */
function secretsIn(heard: readonly string[]): readonly string[] {
  const told = heard.flatMap((text) =>
    text.split(/(?=^(?:GET|PUT|HEAD|DELETE) )/m).flatMap((request) => {
      const host = /\r\nhost: ([^\r]+)/i.exec(request)?.[1]
      return host !== undefined && /\r\nauthorization: /i.test(request) ? [host] : []
    }),
  )
  return [...new Set(told)].sort()
}

/** What was begun since this machine's network began (Documentation/networking/snmp_counter.rst). */
function counted(): { readonly opens: number; readonly datagrams: number } {
  const own = readFileSync('/proc/net/snmp', 'utf8').split('\n')
  const field = (protocol: string, name: string) => {
    const [names = '', values = ''] = own.filter((line) => line.startsWith(`${protocol}: `))
    return Number(values.split(' ')[names.split(' ').indexOf(name)])
  }
  const six = readFileSync('/proc/net/snmp6', 'utf8')
  const datagrams6 = Number(/^Udp6OutDatagrams\s+(\d+)/m.exec(six)?.[1] ?? 0)
  return {
    opens: field('Tcp', 'ActiveOpens'),
    datagrams: field('Udp', 'OutDatagrams') + datagrams6,
  }
}
