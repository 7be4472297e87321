/** What is expected of a Redis with which nothing is wrong. */
export const WELL = {
  area: 'metadata',
  passes: [
    'metadata/reachable',
    'metadata/auth',
    'metadata/health',
    'metadata/eviction',
    'metadata/durability',
    'metadata/setting',
  ],
  exitCode: 0,
} as const
