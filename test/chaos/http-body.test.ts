import { describe } from 'vitest'
import { httpCases } from './http.ts'
import { bodyRows } from './http-body.ts'
import { runCases } from './run-cases.ts'

describe('http: body', () => runCases(httpCases(bodyRows)))
