import { defineCheck, fail, pass } from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'

export default defineCheck<CauseId>({
  id: 'storage/backend',
  title: 'The bucket that is meant is the one that will be used',
  run({ settings }) {
    const { backend, values } = settings
    const source = values.backend?.source ?? 'default'
    const ignored = Object.values(values)
      .map((setting) => setting.source)
      .filter((name) => /^(ARTIFACTS_S3_|the command's --)/.test(name))
    return backend === 'managed' && source === 'default' && ignored.length > 0
      ? fail('storage/backend-not-selected', { backend, source, ignored: ignored.join(', ') })
      : pass({ backend, source })
  },
})
