import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BUCKET } from '../support/set-up.ts'
import { type S3Server, startS3 } from '../support/s3-server.ts'
import { leaks, own } from './canaries.ts'
import { off, runMain } from './in-process.ts'
import { scenes } from './scenes.ts'
import { startScene } from './set-up.ts'

let s3: S3Server
beforeAll(async () => {
  s3 = await startS3({ keys: { [own.accessKeyId.value]: own.secretKey.value }, buckets: [BUCKET] })
})
afterAll(() => s3.stop())

const LOOKS = ['text', 'json'].flatMap((format) =>
  [[], ['--verbose'], ['--quiet']].map((more) => ['--format', format, ...more]),
)

describe.each(scenes)('$title', (scene) => {
  it('shows no secret', async () => {
    const stage = await startScene(scene, s3)
    try {
      for (const look of LOOKS) {
        const t = performance.now()
        const said = await runMain([...stage.args, ...look], stage)
        if (process.env['SHOW']) process.stdout.write(`\n### ${scene.title} ${look} ${said.code} ${Math.round(performance.now() - t)}ms\n${leaks(said.both)}\n${process.env['SHOW'] === look.join(' ') ? said.both : ''}`)
        if (process.env['SHOW']) { const c = await runMain([...stage.args, ...look], {...stage, redactor: off}); process.stdout.write('CONTROL ' + leaks(c.both) + '\n'); continue }
        expect(leaks(said.both), look.join(' ')).toEqual([])
      }
    } finally {
      await stage.stop()
    }
  })
})
