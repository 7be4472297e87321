import { describe } from 'vitest'
import { redisCases } from './redis.ts'
import { askedRows } from './redis-asked.ts'
import { runCases } from './run-cases.ts'

describe('Redis behind the login', () => runCases(redisCases(askedRows)))
