import { describe } from 'vitest'
import { httpCases } from './http.ts'
import { connectionRows } from './http-connection.ts'
import { runCases } from './run-cases.ts'

describe('http before an answer', () => runCases(httpCases(connectionRows)))
