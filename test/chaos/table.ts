import type { Case } from './case.ts'
import { httpCases } from './http.ts'
import { bodyRows } from './http-body.ts'
import { connectionRows as httpConnectionRows } from './http-connection.ts'
import { headerRows } from './http-headers.ts'
import { redirectRows } from './http-redirect.ts'
import { jsonCases, jsonRows } from './orchestrator.ts'
import { proxyCases } from './proxy.ts'
import { relayRows } from './proxy-relay.ts'
import { settingRows } from './proxy-setting.ts'
import { consentRows, tunnelRows } from './proxy-tunnel.ts'
import { redisCases } from './redis.ts'
import { askedRows } from './redis-asked.ts'
import { connectionRows as redisConnectionRows } from './redis-connection.ts'
import { replyRows } from './redis-reply.ts'
import { s3Cases } from './s3.ts'
import { operationRows } from './s3-operations.ts'
import { xmlRows } from './s3-xml.ts'
import { tlsCases } from './tls.ts'
import { certificateRows } from './tls-certificates.ts'
import { handshakeRows } from './tls-handshake.ts'

/** Every way in which a server is hostile here: stage × behaviour × client, and what is said of it. */
export const table: readonly Case[] = [
  ...httpCases([...httpConnectionRows, ...headerRows, ...bodyRows, ...redirectRows]),
  ...tlsCases([...handshakeRows, ...certificateRows]),
  ...proxyCases('tunnel', [...consentRows, ...tunnelRows, ...settingRows]),
  ...proxyCases('relay', [...relayRows, ...settingRows]),
  ...s3Cases([...xmlRows, ...operationRows]),
  ...jsonCases(jsonRows),
  ...redisCases([...redisConnectionRows, ...replyRows, ...askedRows]),
]
