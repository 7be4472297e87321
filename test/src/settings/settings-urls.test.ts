import { describe, expect, it } from 'vitest'
import { resolveSettings } from '../../../src/settings/resolve-settings.ts'
import { memoryFiles } from '../memory-files.ts'

const inEnv = (env: NodeJS.ProcessEnv) => resolveSettings({ flags: {}, env, files: memoryFiles() })

const LOGINS = [
  'https://ada:hunter2@h.example',
  'https://ada:12#hunter2@h.example',
  'https://ada:12?hunter2@h.example',
  'https://ada:12/hunter2@h.example',
  'https://hunter2#more@h.example',
  'https://ada:hunter2/more#and@h.example',
]

describe('a login in a URL, whatever stands in it', () => {
  it.each(LOGINS)('is no part of the endpoint that is shown: %s', async (endpoint) => {
    const { values } = await inEnv({ ARTIFACTS_S3_ENDPOINT: endpoint })
    expect(values.endpoint?.value).toBe('https://h.example')
  })

  it.each(LOGINS)('is refused in the URL of the orchestrator: %s', async (url) => {
    const refused = await inEnv({ ARTIFACTS_ORCHESTRATOR_URL: url }).catch(String)
    expect(refused).toMatch(/ARTIFACTS_ORCHESTRATOR_URL: (a URL with credentials|it is not a URL)/)
    expect(refused).not.toContain('hunter2')
  })
})
