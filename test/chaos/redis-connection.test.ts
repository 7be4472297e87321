import { describe } from 'vitest'
import { redisCases } from './redis.ts'
import { connectionRows } from './redis-connection.ts'
import { replyRows } from './redis-reply.ts'
import { runCases } from './run-cases.ts'

describe('Redis before a reply', () => runCases(redisCases(connectionRows)))
describe('Redis: its replies', () => runCases(redisCases(replyRows)))
