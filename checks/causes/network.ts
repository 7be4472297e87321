import type { Catalogue } from '../../src/index.ts'
import { page } from './docs.ts'
import { networkTls } from './network-tls.ts'

/** What can go wrong between this machine and a server. */
export const network = {
  'network/dns-failure': {
    title: 'The name of the server cannot be resolved',
    why:
      'Either the name is misspelt or the resolver of this machine does not know it. Nothing ' +
      'can be sent to the server until the name leads to an address.',
    fix: [
      { do: 'Ask the resolver of this machine', run: 'getent ahosts <host>' },
      { do: 'Check the spelling of <host> where it is set' },
      { do: 'Look at which name servers are asked', run: 'cat /etc/resolv.conf' },
      { do: 'For a name that only a private network knows, connect to its VPN first' },
    ],
    docs: page('network/dns-failure'),
    documented: false,
    owner: 'you',
    foundBy: ['orchestrator/reachable', 'storage/reachable', 'metadata/reachable'],
    match: [
      { code: 'ENOTFOUND' },
      { code: 'EAI_AGAIN' },
      { code: 'EAI_NODATA' },
      { code: 'EAI_NONAME' },
      { text: 'no such host' },
      { text: 'unable to resolve host address', open: true },
      { text: 'error * connecting to *name or service not known' },
      { text: 'could not resolve host', open: true },
      { text: 'could not resolve proxy', open: true },
      { text: 'name or service not known' },
      { text: 'nodename nor servname provided*', open: true },
      { text: 'temporary failure in name resolution' },
      { text: 'server misbehaving' },
      { text: 'name does not resolve' },
      { text: 'read udp *: i/o timeout' },
      { text: 'failed to resolve *name', open: true },
    ],
  },
  'network/refused': {
    title: 'Nothing accepts connections at this address',
    why:
      'The machine is there, but no program listens on the port, or a firewall answers for it. ' +
      'The port is wrong or the server is down.',
    fix: [
      { do: 'Check host and port where they are set: <host>, port <port>' },
      { do: 'Try the port by itself', run: 'nc -vz <host> <port>' },
      { do: 'Start the server, or ask those who run it' },
    ],
    docs: page('network/refused'),
    documented: false,
    owner: 'you',
    foundBy: ['orchestrator/reachable', 'storage/reachable', 'metadata/reachable'],
    match: [
      { code: 'ECONNREFUSED' },
      { code: 'ConnectionRefusedError' },
      { text: 'error * connecting to *connection refused' },
      { text: 'connection refused' },
      { text: 'connection refused by server' },
      { text: 'could not connect to server' },
      { text: "couldn't connect to server" },
      { text: 'no connection could be made because the target machine actively refused it' },
    ],
  },
  'network/timeout': {
    title: 'The server does not answer in time',
    why:
      'Packets are dropped on the way, mostly by a firewall or a security group, or the server ' +
      'is overloaded. The stage in the evidence says how far the request came.',
    fix: [
      { do: 'Try the port by itself', run: 'nc -vz -w 5 <host> <port>' },
      { do: 'If the port does not open, let <host>, port <port>, through the firewall' },
      {
        do:
          'Where only a proxy leads out, name it in HTTPS_PROXY; it does not carry the ' +
          'connection to Redis',
        run: 'env | grep -i _proxy',
      },
      { do: 'If the port opens, the server is slow: run the doctor again with --timeout 30s' },
    ],
    docs: page('network/timeout'),
    documented: false,
    transient: true,
    owner: 'you',
    foundBy: [
      'orchestrator/reachable',
      'storage/reachable',
      'storage/put',
      'storage/get',
      'metadata/reachable',
      'metadata/health',
    ],
    match: [
      { code: 'ETIMEDOUT' },
      { code: 'ESOCKETTIMEDOUT' },
      { code: 'UND_ERR_CONNECT_TIMEOUT' },
      { code: 'UND_ERR_HEADERS_TIMEOUT' },
      { code: 'UND_ERR_BODY_TIMEOUT' },
      { code: 'RequestTimeout' },
      { code: 'TimeoutError' },
      { text: 'i/o timeout' },
      { text: 'net/http: tls handshake timeout' },
      { text: 'tls handshake timeout' },
      { text: 'net/http: timeout awaiting response headers' },
      { text: 'timeout awaiting response headers' },
      { text: 'context deadline exceeded' },
      { text: 'client.timeout exceeded while awaiting headers' },
      { text: 'net/http: request canceled while waiting for connection', open: true },
      { text: 'connection timed out' },
      { text: 'connection timed out after', open: true },
      { text: 'operation timed out' },
      { text: 'operation timed out after', open: true },
      { text: 'connect timeout on endpoint url', open: true },
      { text: 'read timeout on endpoint url', open: true },
      { text: 'download timed out' },
      { text: 'timeout connecting to server' },
      { text: 'error * connecting to *connection timed out' },
      { text: 'connection time-out' },
    ],
  },
  'network/reset': {
    title: 'The connection was cut while it was in use',
    why:
      'The server or something before it closed the connection without an answer: a restart, a ' +
      'load balancer, a firewall, or a port that wants TLS.',
    fix: [
      { do: 'Try again in a few seconds' },
      {
        do: 'See whether the port wants TLS',
        run: 'openssl s_client -connect <host>:<port> </dev/null',
      },
      { do: 'Look for a proxy or firewall on the way', run: 'env | grep -i _proxy' },
      { do: 'Ask those who run <host> what their log says' },
    ],
    docs: page('network/reset'),
    documented: false,
    transient: true,
    consequenceOf: ['metadata/too-many-clients', 'metadata/protected-mode', 'network/plain-to-tls'],
    owner: 'provider',
    foundBy: [
      'orchestrator/reachable',
      'storage/reachable',
      'storage/put',
      'storage/get',
      'metadata/reachable',
    ],
    match: [
      { code: 'ECONNRESET' },
      { code: 'EPIPE' },
      { code: 'UND_ERR_SOCKET' },
      { code: 'ConnectionResetError' },
      { code: 'BrokenPipeError' },
      { text: 'server sent goaway and closed the connection', open: true },
      { text: 'connection reset by peer' },
      { text: 'connection reset by peer in connection to', open: true },
      { text: 'socket hang up' },
      { text: 'write: broken pipe' },
      { text: 'unexpected eof while reading' },
      { text: 'client network socket disconnected before secure tls connection was established' },
      { text: 'empty reply from server' },
      { text: 'connection was forcibly closed by the remote host' },
      { text: 'request send failed, put "*": eof' },
      { text: 'request send failed, get "*": eof' },
      { text: 'get "http*": eof' },
      { text: 'post "http*": eof' },
      { text: 'unexpected eof' },
      { text: 'other side closed' },
      { text: 'connection aborted.', open: true },
      { text: 'server closed idle connection' },
    ],
  },
  'network/unreachable': {
    title: 'There is no route to the server',
    why:
      'This machine has no network, or none that leads there: an interface that is down, a ' +
      'missing gateway, a VPN that is off, or IPv6 without a way out.',
    fix: [
      { do: 'See whether there is a default route', run: 'ip route' },
      { do: 'Bring the network or the VPN up, and try again' },
      { do: 'If only IPv6 is stuck, see whether IPv4 gets there', run: 'nc -4 -vz <host> <port>' },
    ],
    docs: page('network/unreachable'),
    documented: false,
    transient: true,
    owner: 'you',
    foundBy: ['orchestrator/reachable', 'storage/reachable', 'metadata/reachable'],
    match: [
      { code: 'EHOSTUNREACH' },
      { code: 'ENETUNREACH' },
      { code: 'EADDRNOTAVAIL' },
      { text: 'no route to host' },
      { text: 'network is unreachable' },
      { text: 'cannot assign requested address' },
    ],
  },
  ...networkTls,
  'network/proxy-refused': {
    title: 'The proxy does not let the request through',
    why:
      'The environment names a proxy, and it asked for a login, would not connect to the ' +
      'server or is no proxy at all. Everything else that goes through it will fail likewise.',
    fix: [
      { do: 'See which proxy is set, and for what', run: 'env | grep -i _proxy' },
      {
        do:
          'If it wants a login (407), put one into HTTPS_PROXY; else have the server allowed ' +
          'there',
      },
      { do: 'If the server can be reached directly, add its host to NO_PROXY' },
    ],
    docs: page('network/proxy-refused'),
    documented: false,
    owner: 'you',
    foundBy: ['orchestrator/reachable', 'storage/reachable', 'storage/put'],
    match: [
      { status: 407 },
      { text: 'proxy authentication required' },
      { text: 'connect tunnel failed', open: true },
      { text: 'received http code * from proxy after connect' },
      { text: 'unable to connect to proxy', open: true },
      { text: 'proxy response (*) !== 200 when http tunneling', open: true },
      { text: 'proxy response *when http tunneling', open: true },
    ],
  },
} satisfies Catalogue
