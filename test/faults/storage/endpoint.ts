import { on } from '../../checks/storage/bucket.ts'
import { captured } from '../../support/captured.ts'
import type { Answer } from '../../support/fault-proxy.ts'
import type { Line } from '../line.ts'
import { onS3rver } from './worlds.ts'
import { inMemory } from './worlds-memory.ts'
import { rudeness, silence } from './worlds-network.ts'

/** Answers everything so: nothing that is asked comes to S3. */
const instead = (answer: Answer) => onS3rver({ rules: [{ do: { answer } }] })

const STRANGER = { root: 'storage/not-s3', check: 'storage/reachable' } as const

function html(title: string): string {
  return `<!DOCTYPE html>\n<html>\n<head><title>${title}</title></head>\n<body><h1>${title}</h1></body>\n</html>\n`
}

/** The endpoint of something that is not S3. */
export const endpointLines: readonly Line[] = [
  {
    area: 'endpoint',
    what: 'the page with which nginx greets where nothing was set up',
    source: 'nginx/nginx, docs/html/index.html',
    world: instead({
      status: 200,
      headers: { 'content-type': 'text/html', server: 'nginx/1.27.0' },
      body: html('Welcome to nginx!'),
    }),
    ...STRANGER,
    seen: { httpStatus: 200, contentType: /^text\/html/, server: /^nginx/ },
  },
  {
    area: 'endpoint',
    what: 'the MinIO console, which is a web page to everybody',
    source: 'minio/minio-js#1054, of a server behind nginx on both ports',
    world: instead({
      status: 200,
      headers: { 'content-type': 'text/html; charset=utf-8', server: 'MinIO Console' },
      body: html('MinIO Console'),
    }),
    ...STRANGER,
    seen: { httpStatus: 200, server: 'MinIO Console', contentType: /^text\/html/ },
  },
  {
    area: 'endpoint',
    what: 'a gateway for programs that answers in JSON',
    source:
      'supabase.com/docs, storage/s3/authentication: the endpoint is not the URL of the project',
    world: instead({
      status: 404,
      headers: { 'content-type': 'application/json; charset=utf-8', server: 'kong/2.8.1' },
      body: '{"message":"no Route matched with those values"}',
    }),
    ...STRANGER,
    seen: { httpStatus: 404, contentType: /^application\/json/, server: /^kong/ },
  },
  {
    area: 'endpoint',
    what: 'an ingress of Kubernetes without a rule for the name',
    source: 'kubernetes/ingress-nginx, docs/user-guide/default-backend.md',
    world: instead({
      status: 404,
      headers: { 'content-type': 'text/plain; charset=utf-8' },
      body: 'default backend - 404',
    }),
    ...STRANGER,
    seen: { httpStatus: 404, contentType: /^text\/plain/ },
  },
  {
    area: 'endpoint',
    what: 'Traefik without a router for the name',
    source: 'minio/minio#17848, of MinIO behind Traefik',
    world: instead({
      status: 404,
      headers: {
        'content-type': 'text/plain; charset=utf-8',
        'x-content-type-options': 'nosniff',
      },
      body: '404 page not found\n',
    }),
    ...STRANGER,
    seen: { httpStatus: 404, contentType: /^text\/plain/ },
  },
  {
    area: 'endpoint',
    what: 'a Swift whose pipeline has no s3api',
    source: 'captured from Swift 2.30 (a request that s3api passes by)',
    world: instead(captured('swift', 'anonymous: list')),
    ...STRANGER,
    seen: { httpStatus: 412, contentType: /^text\/html/ },
  },
  {
    area: 'endpoint',
    what: 'AWS: the website of the bucket, which shows a page',
    source: 'docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html',
    world: inMemory('http://s3-website.eu-west-3.amazonaws.com', {
      answers: ({ method }) =>
        method === 'GET' || method === 'HEAD'
          ? {
              status: 200,
              headers: { 'content-type': 'text/html', server: 'AmazonS3' },
              body: html('Hello'),
            }
          : {
              status: 405,
              headers: { 'content-type': 'text/html; charset=utf-8', server: 'AmazonS3' },
              body: html('405 Method Not Allowed'),
            },
    }),
    ...STRANGER,
    seen: { httpStatus: 200, server: 'AmazonS3', contentType: /^text\/html/ },
  },
  {
    area: 'endpoint',
    what: 'AWS: the website of the bucket, which refuses the method',
    source: 'FineUploader/fine-uploader#1909',
    world: inMemory('http://s3-website.eu-west-3.amazonaws.com', {
      answers: () => ({
        status: 405,
        headers: { 'content-type': 'text/html; charset=utf-8', server: 'AmazonS3' },
        body: html('405 Method Not Allowed'),
      }),
    }),
    ...STRANGER,
    seen: { httpStatus: 405, server: 'AmazonS3' },
  },
  {
    area: 'endpoint',
    what: 'the login of a network, to whose page everything is redirected',
    source: 'RFC 7710, on captive portals',
    world: instead({
      status: 302,
      headers: {
        'content-type': 'text/html',
        location: 'http://portal.example.test/login?continue=1',
      },
      body: html('Redirecting'),
    }),
    ...STRANGER,
    seen: { httpStatus: 302, contentType: /^text\/html/ },
  },
  {
    area: 'endpoint',
    what: 'a login before the storage, to which it redirects without a word',
    source: 'developers.cloudflare.com/cloudflare-one, Access before a self-hosted application',
    world: instead({
      status: 302,
      headers: {
        location: 'https://team.cloudflareaccess.com/cdn-cgi/access/login/minio.example.test',
        server: 'cloudflare',
        'content-length': '0',
      },
    }),
    ...STRANGER,
    seen: { httpStatus: 302, server: 'cloudflare' },
  },
  {
    area: 'endpoint',
    what: 'Azure Blob Storage, whose errors look like those of S3',
    source: 'learn.microsoft.com/rest/api/storageservices/status-and-error-codes2',
    world: instead({
      status: 403,
      headers: {
        'content-type': 'application/xml',
        server: 'Microsoft-HTTPAPI/2.0',
        'x-ms-request-id': '5c2b1a2f-001e-0010-4a5b',
      },
      body: '<?xml version="1.0" encoding="utf-8"?><Error><Code>AuthenticationFailed</Code><Message>Server failed to authenticate the request. Make sure the value of Authorization header is formed correctly including the signature.</Message></Error>',
    }),
    ...STRANGER,
    seen: { httpStatus: 403, server: 'Microsoft-HTTPAPI/2.0' },
  },
  {
    area: 'endpoint',
    what: 'WebDAV of a Nextcloud, which answers in XML of its own',
    source: 'sabre-io/dav, lib/DAV/Server.php',
    world: instead({
      status: 401,
      headers: { 'content-type': 'application/xml; charset=utf-8', server: 'Apache' },
      body: '<?xml version="1.0" encoding="utf-8"?>\n<d:error xmlns:d="DAV:" xmlns:s="http://sabredav.org/ns">\n  <s:exception>Sabre\\DAV\\Exception\\NotAuthenticated</s:exception>\n</d:error>\n',
    }),
    ...STRANGER,
    seen: { httpStatus: 401, contentType: /xml/, server: 'Apache' },
  },
  {
    area: 'endpoint',
    what: 'a feed, which is XML as well',
    source: 'RFC 4287; the same XML root that no S3 answer has',
    world: instead({
      status: 200,
      headers: { 'content-type': 'application/atom+xml' },
      body: '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title></feed>\n',
    }),
    ...STRANGER,
    seen: { httpStatus: 200, contentType: /atom/ },
  },
  {
    area: 'endpoint',
    what: 'the port of a Redis, which closes on whoever speaks http',
    source: 'hiett/serverless-redis-http#6',
    world: rudeness('http', (socket) =>
      socket.end("-ERR wrong number of arguments for 'get' command\r\n"),
    ),
    ...STRANGER,
    seen: { host: '127.0.0.1' },
  },
  {
    area: 'endpoint',
    what: 'the port of an SSH server, which greets before it is asked',
    source: 'RFC 4253 § 4.2; ByConity/ByConity#772, of an answer that is no http',
    world: silence('http', { greeting: 'SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n' }),
    ...STRANGER,
    seen: { host: '127.0.0.1' },
  },
  {
    area: 'endpoint',
    what: 'a server that answers with nothing at all, and well',
    source: 'any health page; apache/hadoop#3962 on what clients take an empty answer for',
    world: onS3rver({ rules: [on('list', { status: 200 })] }),
    passes: ['storage/settings', 'storage/keys'],
    exitCode: 3,
  },
]
