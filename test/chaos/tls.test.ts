import { describe } from 'vitest'
import { runCases } from './run-cases.ts'
import { tlsCases } from './tls.ts'
import { certificateRows } from './tls-certificates.ts'
import { handshakeRows } from './tls-handshake.ts'

describe('TLS before a certificate', () => runCases(tlsCases(handshakeRows)))
describe('TLS: the certificate, and behind it', () => runCases(tlsCases(certificateRows)))
