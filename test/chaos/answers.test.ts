import { describe } from 'vitest'
import { jsonCases, jsonRows } from './orchestrator.ts'
import { runCases } from './run-cases.ts'
import { s3Cases } from './s3.ts'
import { operationRows } from './s3-operations.ts'
import { xmlRows } from './s3-xml.ts'

describe('S3: its XML', () => runCases(s3Cases(xmlRows)))
describe('S3 behind a listing', () => runCases(s3Cases(operationRows)))
describe('orchestrator: its JSON', () => runCases(jsonCases(jsonRows)))
