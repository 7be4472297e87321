import type { Evidence } from '../../src/index.ts'
import { type Fields, whole } from './info.ts'

/**
 * What shows that Redis is full and frees nothing, so that it refuses writes; undefined where it
 * does not.
 * Source: redis/redis, src/evict.c, getMaxmemoryState; buffers of replicas and AOF do not count.
 */
export function memoryFull(fields: Fields): Evidence | undefined {
  const maxmemory = whole(fields.get('maxmemory')) ?? 0
  const used = whole(fields.get('used_memory')) ?? 0
  const apart = whole(fields.get('mem_not_counted_for_evict')) ?? 0
  const policy = fields.get('maxmemory_policy') ?? ''
  if (maxmemory === 0 || used - apart < maxmemory || !keepsAll(policy, fields)) return undefined
  return { usedMemory: used, maxmemory, policy }
}

/** Whether nothing may be evicted: by the policy, or because no key at all has an end. */
function keepsAll(policy: string, fields: Fields): boolean {
  if (policy === 'noeviction') return true
  if (!policy.startsWith('volatile-')) return false
  return [...fields].every(([name, text]) => !/^db\d+$/.test(name) || /\bexpires=0\b/.test(text))
}
