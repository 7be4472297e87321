import { describe } from 'vitest'
import { httpCases } from './http.ts'
import { headerRows } from './http-headers.ts'
import { runCases } from './run-cases.ts'

describe('http: headers', () => runCases(httpCases(headerRows)))
