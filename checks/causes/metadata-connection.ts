import type { Catalogue } from '../../src/index.ts'
import { page } from './docs.ts'

/** What can stand between the product and the Redis that holds the metadata. */
export const metadataConnection = {
  'metadata/tls-mismatch': {
    title: 'The URL and Redis do not agree on TLS',
    why:
      'redis:// is plain and rediss:// is TLS, and the port speaks the other one. A TLS port ' +
      'cuts plain connections; a plain port leaves TLS ones hanging, which looks like a ' +
      'firewall.',
    fix: [
      { do: 'Change the URL from redis:// to rediss://, or back' },
      {
        do: 'See whether the port speaks TLS',
        run: 'openssl s_client -connect <host>:<port> </dev/null',
      },
      { do: 'Some servers have one port for each: check <port>' },
    ],
    docs: page('metadata/tls-mismatch'),
    documented: false,
    owner: 'you',
    foundBy: ['metadata/reachable'],
  },
  'metadata/client-certificate-required': {
    title: 'Redis wants a certificate of its clients',
    why:
      'It takes TLS connections only from who shows a certificate that it knows, and closes ' +
      'all others. A URL with a password is not enough there.',
    fix: [
      {
        do:
          'Ask those who run Redis for a client certificate and its key, and name both in the ' +
          'URL: tls-cert-file and tls-key-file',
      },
      {
        do: 'See it refused without one',
        run: 'openssl s_client -connect <host>:<port> </dev/null',
      },
      { do: 'Or have them set tls-auth-clients to no or optional' },
    ],
    docs: page('metadata/client-certificate-required'),
    documented: false,
    owner: 'you',
    foundBy: ['metadata/reachable'],
  },
  'metadata/not-redis': {
    title: 'What answers at this address is not Redis',
    why:
      'The port belongs to another kind of server, whose first words are of another ' +
      'protocol. Host or port of the metadata URL is wrong, or a proxy is in between.',
    fix: [
      { do: 'Check host and port of ARTIFACTS_METADATA_URL: <host>, port <port>' },
      { do: 'See what says what', run: 'printf "PING\\r\\n" | timeout 3 nc <host> <port>' },
      { do: 'Redis listens on 6379 unless it is told otherwise' },
    ],
    docs: page('metadata/not-redis'),
    documented: false,
    owner: 'you',
    foundBy: ['metadata/reachable'],
    match: [
      { text: 'protocol error, got "h" as reply type byte*', open: true },
      { text: 'can\'t parse reply*"http', open: true },
      { text: 'redis: can\'t parse "http', open: true },
    ],
  },
  'metadata/sentinel': {
    title: 'The URL leads to a Sentinel, not to Redis itself',
    why:
      'A Sentinel watches over Redis and knows where the master is, but holds no data and ' +
      'takes no other commands.',
    fix: [
      {
        do: 'Ask it for the master, by the name under which it watches it',
        run: 'redis-cli -h <host> -p <port> SENTINEL masters',
      },
      { do: 'Put host and port of that master into ARTIFACTS_METADATA_URL' },
      { do: 'The default port of a Sentinel is 26379, that of Redis 6379' },
    ],
    docs: page('metadata/sentinel'),
    documented: false,
    owner: 'you',
    foundBy: ['metadata/auth', 'metadata/health'],
    match: [
      { text: 'sentinel: getmasteraddrbyname *failed', open: true },
      { text: 'redis: all sentinels are unreachable' },
      { text: 'redis: all sentinels specified in configuration are unreachable' },
    ],
  },
  'metadata/protected-mode': {
    title: 'Redis lets in nobody from another machine',
    why:
      'It has no password and is told to listen to all, so that its protected mode turns ' +
      'away whoever does not come from its own machine.',
    fix: [
      {
        do:
          'On the machine of Redis, set a password (requirepass, or users) in redis.conf, and ' +
          'restart it',
      },
      {
        do: 'Then put the password into the URL',
        run: 'read -rs ARTIFACTS_METADATA_URL && export ARTIFACTS_METADATA_URL',
      },
      {
        do: 'Do not just switch protected-mode off: then anybody may read and delete the metadata',
      },
    ],
    docs: page('metadata/protected-mode'),
    documented: false,
    owner: 'you',
    foundBy: ['metadata/reachable'],
    match: [{ text: 'denied redis is running in protected mode', open: true }],
  },
  'metadata/too-many-clients': {
    title: 'Redis has as many clients as it takes',
    why:
      'It closes every further connection at once. Idle clients may be holding them, or the ' +
      'limit is too low for the number of mounts.',
    fix: [
      { do: 'Wait, and run the doctor again with --wait 60s: it tries until one is free' },
      { do: 'On the machine of Redis, see who is connected', run: 'redis-cli CLIENT LIST' },
      {
        do: 'Raise maxclients, and the limit of open files with it',
        run: 'redis-cli CONFIG GET maxclients',
      },
    ],
    docs: page('metadata/too-many-clients'),
    documented: false,
    transient: true,
    owner: 'tonbo',
    foundBy: ['metadata/reachable'],
    match: [
      { text: 'err max number of clients reached', open: true },
      { text: 'err max number of clients + cluster connections reached' },
    ],
  },
  'metadata/redirect-unreachable': {
    title: 'The cluster sends on to a node that cannot be reached',
    why:
      'The node that was asked names another for this key, by an address that leads nowhere ' +
      'from here. Often it is one of a private network, or of a container.',
    fix: [
      { do: 'Try the node by itself: <host>, port <port>', run: 'nc -vz -w 5 <host> <port>' },
      {
        do:
          'Have its nodes announce an address that all clients reach: cluster-announce-ip or ' +
          'cluster-announce-hostname',
      },
      { do: 'Or run this where the network of the cluster is reachable' },
      { do: 'See what it announces', run: 'redis-cli -u "$ARTIFACTS_METADATA_URL" CLUSTER NODES' },
    ],
    docs: page('metadata/redirect-unreachable'),
    documented: false,
    owner: 'you',
    foundBy: ['metadata/setting'],
  },
} satisfies Catalogue
