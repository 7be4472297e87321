export { isAwsHost, parseEndpoint, regionOfAwsHost } from './aws-host.ts'
export type { Catalogue, Cause, CauseStep, Match, Step } from './catalogue.ts'
export {
  type Check,
  defineCheck,
  type Evidence,
  fail,
  type Outcome,
  pass,
  skip,
  unsure,
} from './check.ts'
export { type Address, addressOf, unbracketed } from './clients/address.ts'
export {
  type ArtifactsProgram,
  isPlainAddress,
  type ProgramAnswer,
  type ProgramQuestion,
} from './clients/artifacts-program.ts'
export type { FoundProgram, ProgramFormat } from './clients/find-program.ts'
export type { HttpAnswer } from './clients/http-answer.ts'
export { parseHttpDate } from './clients/http-date.ts'
export type { Clients } from './clients/index.ts'
export { type Limits, limitsOf } from './clients/limits.ts'
export type { Orchestrator } from './clients/orchestrator.ts'
export type { Redis } from './clients/redis.ts'
export type { Greeting, RedisReply } from './clients/redis-greeting.ts'
export type { S3, S3Answer } from './clients/s3.ts'
export type { S3Target } from './clients/s3-target.ts'
export type { ServerDate } from './clients/server-dates.ts'
export { type Stage, type Trouble, troubleOf } from './clients/trouble.ts'
export type { Context } from './context.ts'
export { askChild, askNode, jsonLines, type Reply } from './disk/ask-child.ts'
export type { Present, Refusal, Room, Survey, Surveyed } from './disk/files.ts'
export {
  isWithin,
  type Mount,
  type Mountinfo,
  mountOver,
  mountsAt,
  parseMountinfo,
} from './disk/mountinfo.ts'
export { causesIn } from './explain/causes-in.ts'
export { type Fact, fact } from './fact.ts'
export { isRecord } from './is-record.ts'
export { definePlugin, type Plugin } from './plugins/plugin.ts'
export { type CachedFile, cachedPaths } from './settings/cached-files.ts'
export type { Setting, SettingKey, Settings } from './settings/settings.ts'
export { decodeClaims, decodeJwt, findToken, type TokenKind, tokenKind } from './token.ts'
