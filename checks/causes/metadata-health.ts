import type { Catalogue } from '../../src/index.ts'
import { page } from './docs.ts'

/** What can be wrong with a Redis that answers. */
export const metadataHealth = {
  'metadata/loading': {
    title: 'Redis is still reading its data in',
    why: 'It was started a moment ago and answers nothing else until it is done.',
    fix: [
      { do: 'Wait, and run the doctor again with --wait 60s: it tries until Redis is there' },
      {
        do: 'See how long it will take',
        run: 'redis-cli -u "$ARTIFACTS_METADATA_URL" INFO persistence',
      },
      { do: 'If it starts again and again, look at its log' },
    ],
    docs: page('metadata/loading'),
    documented: false,
    transient: true,
    owner: 'tonbo',
    foundBy: ['metadata/auth', 'metadata/health'],
    match: [
      { text: 'redis is loading the dataset in memory' },
      { text: 'loading redis is loading the dataset in memory' },
      { code: 'LOADING' },
    ],
  },
  'metadata/cluster-down': {
    title: 'A part of the Redis cluster does not serve',
    why:
      'Some of its slots have no master at the moment, as during a failover, so no workspace ' +
      'can count on its metadata.',
    fix: [
      { do: 'Give the failover some seconds: run the doctor again with --wait 60s' },
      { do: 'See what is missing', run: 'redis-cli -u "$ARTIFACTS_METADATA_URL" CLUSTER INFO' },
      { do: 'If it does not come back, call those who run it: contact@tonbo.io for Tonbo' },
    ],
    docs: page('metadata/cluster-down'),
    documented: false,
    transient: true,
    owner: 'tonbo',
    foundBy: ['metadata/health', 'metadata/setting'],
    match: [
      { text: 'clusterdown hash slot not served' },
      { text: 'clusterdown the cluster is down', open: true },
      { text: 'clusterdown hash slot is not served', open: true },
      { code: 'CLUSTERDOWN' },
    ],
  },
  'metadata/master-down': {
    title: 'This Redis is a replica that has lost its master',
    why:
      'It was told to answer nothing from data that may be old (replica-serve-stale-data ' +
      'no). The master is down, or the two cannot reach each other.',
    fix: [
      { do: 'Give the failover some seconds: run the doctor again with --wait 60s' },
      {
        do: 'See since when the link is down',
        run: 'redis-cli -u "$ARTIFACTS_METADATA_URL" INFO replication',
      },
      { do: 'Put the address of the master into ARTIFACTS_METADATA_URL, not that of a replica' },
    ],
    docs: page('metadata/master-down'),
    documented: false,
    transient: true,
    owner: 'tonbo',
    foundBy: ['metadata/auth'],
    match: [{ text: 'masterdown link with master is down', open: true }, { code: 'MASTERDOWN' }],
  },
  'metadata/read-only': {
    title: 'The URL leads to a replica, which takes no writes',
    why:
      'A replica copies its master and refuses every write, or loses it at the next copy. ' +
      'Formatting and mounting write at once.',
    fix: [
      {
        do: 'Put the address of the master into ARTIFACTS_METADATA_URL: master_host tells it',
        run: 'redis-cli -u "$ARTIFACTS_METADATA_URL" INFO replication',
      },
      {
        do:
          'After a failover, the name of the service may lead to the old master for a while: ' +
          'ask for the name of the primary',
      },
      { do: 'If Tonbo runs it, write to contact@tonbo.io with <workspace>' },
    ],
    docs: page('metadata/read-only'),
    documented: false,
    owner: 'you',
    foundBy: ['metadata/health'],
    match: [
      { text: "you can't write against a read only replica", open: true },
      { text: "readonly you can't write against a read only replica", open: true },
      { text: "readonly you can't write against a read only slave", open: true },
      { code: 'READONLY' },
    ],
  },
  'metadata/out-of-memory': {
    title: 'Redis is full and refuses to write',
    why:
      'It uses as much memory as maxmemory allows, and its policy is to throw nothing away. ' +
      'That is right for metadata, but then it needs room: even deleting files writes.',
    fix: [
      {
        do: 'See what it uses and what it may',
        run: 'redis-cli -u "$ARTIFACTS_METADATA_URL" INFO memory',
      },
      {
        do: 'Give it more: about 300 bytes for each file',
        run: 'redis-cli CONFIG SET maxmemory <BYTES>',
      },
      { do: 'Do not change the policy to make room: it would throw metadata away' },
    ],
    docs: page('metadata/out-of-memory'),
    documented: false,
    owner: 'tonbo',
    foundBy: ['metadata/health'],
    match: [
      { text: 'command not allowed when used memory', open: true },
      { text: 'oom command not allowed when used memory', open: true },
      { code: 'OOM' },
    ],
  },
  'metadata/writes-refused': {
    title: 'Redis cannot save, and refuses to write',
    why:
      'The last try to save to disk failed, mostly because the disk is full or not ' +
      'writable, and Redis takes no writes that it could not keep.',
    fix: [
      {
        do: 'On the machine of Redis, look for the reason in its log, and at the disk',
        run: 'df -h',
      },
      {
        do: 'See when it last worked',
        run: 'redis-cli -u "$ARTIFACTS_METADATA_URL" INFO persistence',
      },
      {
        do: 'When the disk is mended, save once: then it takes writes again',
        run: 'redis-cli BGSAVE',
      },
    ],
    docs: page('metadata/writes-refused'),
    documented: false,
    owner: 'tonbo',
    foundBy: ['metadata/health'],
    match: [
      { text: 'misconf redis is configured to save', open: true },
      { text: 'misconf errors writing to the aof', open: true },
      { code: 'MISCONF' },
    ],
  },
  'metadata/replicas-missing': {
    title: 'Redis refuses to write until more replicas follow it',
    why:
      'It is told to take writes only while enough replicas keep up with it ' +
      '(min-replicas-to-write), and too few do. Formatting and mounting write at once.',
    fix: [
      { do: 'Give a failover some seconds: run the doctor again with --wait 60s' },
      {
        do: 'See which replicas follow, and how far behind they are',
        run: 'redis-cli -u "$ARTIFACTS_METADATA_URL" INFO replication',
      },
      {
        do: 'If none is meant to follow, ask for none',
        run: 'redis-cli CONFIG SET min-replicas-to-write 0',
      },
    ],
    docs: page('metadata/replicas-missing'),
    documented: false,
    transient: true,
    owner: 'tonbo',
    foundBy: ['metadata/health'],
    match: [
      { text: 'noreplicas not enough good replicas to write' },
      { text: 'noreplicas not enough good slaves to write' },
      { code: 'NOREPLICAS' },
    ],
  },
  'metadata/busy': {
    title: 'Redis is held up by a script',
    why:
      'Somebody’s script has run for longer than Redis allows, and until it ends Redis answers ' +
      'nothing else.',
    fix: [
      { do: 'Give it some seconds: run the doctor again with --wait 60s' },
      { do: 'If it has written nothing yet, stop it', run: 'redis-cli SCRIPT KILL' },
      { do: 'If it has, only a restart without saving stops it: ask those who run Redis' },
    ],
    docs: page('metadata/busy'),
    documented: false,
    transient: true,
    owner: 'tonbo',
    foundBy: ['metadata/auth'],
    match: [
      { text: 'busy redis is busy running a script', open: true },
      { text: 'redis is busy running a script', open: true },
    ],
  },
  'metadata/too-old': {
    title: 'Redis is too old',
    why: 'The product starts on Redis 4.0 and later, and stops on an older one.',
    fix: [
      { do: 'Have it upgraded from <version>: 6.2 or later is advised' },
      { do: 'See how old it is', run: 'redis-cli -u "$ARTIFACTS_METADATA_URL" INFO server' },
    ],
    docs: page('metadata/too-old'),
    documented: false,
    owner: 'you',
    foundBy: ['metadata/health'],
    match: [{ text: 'redis version should not be older than', open: true }],
  },
  'metadata/eviction-enabled': {
    title: 'Redis may throw metadata away when it is full',
    why:
      'Its maxmemory-policy lets it evict keys to make room, as for a cache. Metadata that ' +
      'was evicted is lost, and the files with it.',
    fix: [
      { do: 'Keep everything', run: 'redis-cli CONFIG SET maxmemory-policy noeviction' },
      { do: 'Write the same into redis.conf, or into the parameter group of the service' },
      { do: 'Then see that maxmemory leaves room: a full Redis refuses writes' },
    ],
    docs: page('metadata/eviction-enabled'),
    documented: false,
    warning: true,
    owner: 'tonbo',
    foundBy: ['metadata/eviction'],
    match: [
      { text: 'maxmemory_policy is "*", *noeviction', open: true },
      { text: 'try to reconfigure maxmemory-policy to', open: true },
    ],
  },
  'metadata/not-durable': {
    title: 'Metadata would not survive a restart of Redis',
    why:
      'Redis keeps it in memory, and what it has on disk is missing or old. When it stops, ' +
      'the files of every workspace are lost with it.',
    fix: [
      { do: 'Switch the append-only file on', run: 'redis-cli CONFIG SET appendonly yes' },
      { do: 'Write the same into redis.conf: appendonly yes, appendfsync everysec' },
      {
        do: 'Mend what made the last save fail: its log tells',
        run: 'redis-cli -u "$ARTIFACTS_METADATA_URL" INFO persistence',
        when: 'refusesWrites',
      },
    ],
    docs: page('metadata/not-durable'),
    documented: false,
    warning: true,
    owner: 'tonbo',
    foundBy: ['metadata/durability'],
    match: [{ text: 'aof is not enabled, you may lose data', open: true }],
  },
} satisfies Catalogue
