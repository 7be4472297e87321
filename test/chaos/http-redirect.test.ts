import { describe } from 'vitest'
import { httpCases } from './http.ts'
import { redirectRows } from './http-redirect.ts'
import { runCases } from './run-cases.ts'

describe('http: redirect', () => runCases(httpCases(redirectRows)))
