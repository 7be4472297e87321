import { closeSync, openSync, writeSync } from 'node:fs'

/** The same numbers every time (Numerical Recipes' generator). */
function numbers(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 4294967296) * below)
  }
}

/**
 * Writes a log of so many megabytes (of 10^6 bytes), the same every time: a line in a hundred is an
 * error, and about half of those are of the product.
 */
export function writeLog(path: string, megabytes: number): void {
  const n = numbers(42)
  const hex = (length: number) => Array.from({ length }, () => n(16).toString(16)).join('')
  const calm = [
    () =>
      `[INFO] PUT s3://cases/chunks/0/${n(999)}/${n(999999)}_${n(16)}_4194304 status=200 bytes=4194304 req_id=${hex(16)} (${n(900)} ms)`,
    () =>
      `level=info msg="read slice" inode=${n(9e6)} offset=${n(9e8)} length=${n(1048576)} session=${n(99)} component=vfs`,
    () =>
      `{"level":"debug","ts":${1.79e9 + n(1e6)},"logger":"meta.redis","msg":"txn committed","keys":${n(12)},"retries":0,"trace":"${hex(32)}"}`,
    () =>
      `10.0.${n(255)}.${n(255)} - - "GET /workspaces/acme/demo-${n(500)} HTTP/1.1" 200 ${n(9000)} "-" "artifacts/1.2.${n(9)}"`,
    () => `<INFO>: Mounting volume cases at /mnt/work-${n(90)} [mount_unix.go:${n(400)}]`,
    () =>
      `npm http fetch GET 200 https://registry.npmjs.org/some-package-${n(9999)} ${n(300)}ms (cache hit)`,
    () =>
      `DEBUG compaction of chunk ${n(1e6)}: ${n(9)} slices, ${n(1e7)} bytes, generation ${hex(8)}, elapsed ${n(99)}.${n(999)}s, worker ${n(16)} of 16`,
    () =>
      `  at Object.handle (/srv/app/node_modules/express/lib/router/index.js:${n(600)}:${n(40)})`,
  ]
  const broken = [
    () =>
      `<WARNING>: Test storage failed: operation error S3: PutObject, https response error StatusCode: 403, RequestID: ${hex(16)}, HostID: , api error InvalidAccessKeyId: The AWS Access Key Id you provided does not exist in our records., tries: #${n(3)} [format.go:${n(900)}]`,
    () =>
      `<ERROR>: write inode ${n(9e6)}: dial tcp 10.0.3.${n(255)}:6379: connect: connection refused`,
    () =>
      `error: job ${hex(8)} failed after ${n(900)} ms: unexpected answer from upstream ${n(99)}`,
    () => `ERROR [worker-${n(16)}] could not parse frame ${n(1e5)} of stream ${hex(12)}`,
    () => `level=error msg="flush failed" inode=${n(9e6)} err="input/output error"`,
    () => `WARN request denied by policy engine rule=${n(900)} subject=${hex(8)}`,
    () => `{"level":"error","msg":"panic recovered","goroutine":${n(1e5)},"code":"internal_error"}`,
  ]
  const file = openSync(path, 'w')
  let time = Date.UTC(2026, 10, 21)
  for (let written = 0; written < megabytes * 1e6; ) {
    let block = ''
    for (let line = 0; line < 20_000; line++) {
      time += n(40)
      const made = n(100) === 0 ? broken[n(broken.length)] : calm[n(calm.length)]
      block += `${new Date(time).toISOString()} ${made?.()}\n`
    }
    written += writeSync(file, block)
  }
  closeSync(file)
}
