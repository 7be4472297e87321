import type { Catalogue } from '../../src/index.ts'
import { errorCodes, page } from './docs.ts'

/** What can be wrong with the setting of a workspace. */
export const metadataSetting = {
  'metadata/setting-missing': {
    title: 'The workspace has no setting in its metadata',
    why:
      'Formatting writes it as its last step: it stopped before, mostly at the bucket, or it ' +
      'wrote elsewhere. Without the setting the workspace cannot be completed or mounted.',
    fix: [
      { do: 'First mend whatever else this report names' },
      {
        do: 'The bucket refuses what formatting begins with, <storageCode>: mend that before all',
        when: 'storageCode',
      },
      {
        do:
          'The bucket says that the volume was formatted: this is the wrong Redis, database or ' +
          'prefix, or its data was lost',
        when: 'volumeInBucket=true',
      },
      {
        do: 'Database <database> holds no key at all: see that it is the right one',
        when: 'keysInDatabase=0',
      },
      {
        do: 'Create it again with the flags of the first time: it goes on where it stopped',
        run: 'artifacts workspace create <workspace>',
      },
      { do: 'If it is there, check that this is the right Redis and prefix' },
    ],
    follows: ['storage/*', 'metadata/*', 'network/*', 'auth/*'],
    docs: errorCodes,
    documented: true,
    consequenceOf: [
      'storage/*',
      'network/*',
      'host/clock-skewed',
      'metadata/key-denied',
      'metadata/command-denied',
      'metadata/database-on-cluster',
      'metadata/out-of-memory',
      'metadata/writes-refused',
      'metadata/read-only',
    ],
    owner: 'you',
    foundBy: ['metadata/setting', 'workspace/state'],
    match: [
      { code: 'setting_key_missing' },
      { code: 'invalid_request', message: ['setting key', 'juicefs format'], bare: true },
      { text: 'database is not formatted', open: true },
    ],
  },
  'metadata/setting-elsewhere': {
    title: 'The setting is there under another key',
    why:
      'Nothing is at the key that was asked for, but a setting of a volume stands elsewhere in ' +
      'this Redis: prefix or database is a little off. Name and UUID tell whose it is.',
    fix: [
      {
        do: 'If it is yours, set the prefix so that the key is <foundAt>',
        run: 'export ARTIFACTS_METADATA_PREFIX=<expectedPrefix>',
        when: 'expectedPrefix',
      },
      { do: 'The prefix comes from <setting>', when: 'expectedPrefix' },
      {
        do:
          'If it is yours, put the number <expectedDatabase> at the end of ' +
          'ARTIFACTS_METADATA_URL',
        when: 'expectedDatabase',
      },
      {
        do: "If it is another's, create the workspace again: it goes on where it stopped",
        run: 'artifacts workspace create <workspace>',
      },
    ],
    docs: page('metadata/setting-elsewhere'),
    documented: false,
    owner: 'you',
    foundBy: ['metadata/setting'],
  },
  'metadata/flushed': {
    title: 'The metadata of the workspace was wiped or thrown away',
    why:
      'Counters of a volume in use are under this prefix, but its setting is not: the ' +
      'database was flushed, restarted without its data, or evicted keys, and a mount that ' +
      'was still alive began to write again.',
    fix: [
      {
        do: 'Unmount it everywhere at once, so that nothing writes over what is left',
        run: 'artifacts unmount <mountpoint>',
      },
      {
        do:
          'Restore Redis from its last backup, or metadata from the dumps below meta/ in the ' +
          'bucket',
      },
      {
        do: 'Redis has evicted keys: set its policy first',
        run: 'redis-cli CONFIG SET maxmemory-policy noeviction',
        when: 'evictedKeys',
      },
      {
        do:
          'Do not create the workspace again before: its blocks in the bucket would belong to ' +
          'nothing',
      },
    ],
    docs: page('metadata/flushed'),
    documented: false,
    owner: 'tonbo',
    foundBy: ['metadata/setting'],
    match: [{ text: 'reload setting: database is not formatted', open: true }],
  },
  'metadata/setting-malformed': {
    title: 'The setting of the workspace cannot be read',
    why:
      'The key is there, but does not hold the JSON of a volume: it was overwritten, cut short, ' +
      'or is of another type. No program will mount it so.',
    fix: [
      { do: 'Do not write to it by hand: it holds the identity of the volume' },
      {
        do:
          'Write to contact@tonbo.io with <workspace>, or restore it from a backup of your own ' +
          'Redis',
      },
    ],
    docs: page('metadata/setting-malformed'),
    documented: false,
    owner: 'tonbo',
    foundBy: ['metadata/setting'],
    match: [
      { code: 'WRONGTYPE' },
      { text: 'wrongtype operation against a key holding the wrong kind of value' },
      { text: 'existing format is broken', open: true },
      { text: 'format decrypt: ', open: true },
      { text: 'load setting: json: ', open: true },
    ],
  },
  'metadata/setting-of-another-bucket': {
    title: 'The setting is that of a volume in another bucket',
    why:
      'The key holds a volume whose data is elsewhere than the bucket that is set here. ' +
      'Either prefix or Redis is that of another workspace, or the bucket is.',
    fix: [
      {
        do:
          'Compare the Bucket of the setting with your own: <expectedBucket> at ' +
          '<expectedEndpoint>',
      },
      {
        do:
          'If the setting is right, set ARTIFACTS_S3_BUCKET and ARTIFACTS_S3_ENDPOINT to what ' +
          'it says',
      },
      { do: 'If the bucket is right, correct ARTIFACTS_METADATA_PREFIX or ARTIFACTS_METADATA_URL' },
      { do: 'See which workspace has which bucket', run: 'artifacts workspace show <workspace>' },
    ],
    docs: page('metadata/setting-of-another-bucket'),
    documented: false,
    owner: 'you',
    foundBy: ['metadata/setting'],
  },
  'metadata/setting-of-another-volume': {
    title: 'Setting and bucket are of two different volumes',
    why:
      'The bucket holds the identity of the volume that was formatted in it, and it is ' +
      'another than that of the setting. Blocks of one would be read for files of the ' +
      'other.',
    fix: [
      { do: 'Do not mount it: compare UUID with that in the bucket, <uuidInBucket>' },
      {
        do:
          'Check ARTIFACTS_S3_PREFIX (or --prefix) and ARTIFACTS_METADATA_PREFIX: one is that ' +
          'of another workspace',
      },
      { do: 'If the workspace was deleted and made again over old blocks, use an empty prefix' },
      { do: 'See where it belongs', run: 'artifacts workspace show <workspace>' },
    ],
    docs: page('metadata/setting-of-another-volume'),
    documented: false,
    owner: 'you',
    foundBy: ['metadata/setting'],
    match: [{ text: 'uuid changed from * to', open: true }],
  },
  'metadata/setting-expires': {
    title: 'The setting will be deleted by itself',
    why:
      'Its key has an expiry, which neither formatting nor mounting ever sets: something ' +
      'else did, and when it is over every mount of the workspace will end.',
    fix: [
      { do: 'Take the expiry away', run: 'redis-cli -u "$ARTIFACTS_METADATA_URL" PERSIST <key>' },
      { do: 'Find what sets it: a script, or a proxy that gives every key a time to live' },
    ],
    docs: page('metadata/setting-expires'),
    documented: false,
    warning: true,
    owner: 'tonbo',
    foundBy: ['metadata/setting'],
  },
} satisfies Catalogue
