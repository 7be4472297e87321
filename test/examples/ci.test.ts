import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { repositoryRoot, runDoctor } from '../support/doctor.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'

const example = (name: string) => readFile(join(repositoryRoot, 'examples', name), 'utf8')
const { version } = JSON.parse(await readFile(join(repositoryRoot, 'package.json'), 'utf8'))

/** The words behind `npx --yes artifacts-doctor@VERSION`; fails where the version is another. */
function wordsOf(words: readonly string[]): readonly string[] {
  expect(words.slice(0, 3)).toEqual(['npx', '--yes', `artifacts-doctor@${version}`])
  return words.slice(3)
}

/** Runs what an example runs; without a network, nothing of it is asked. */
async function takes(words: readonly string[], env = {}): Promise<number | null> {
  const home = await temporaryDirectory()
  const [first = ''] = words
  const offline =
    first === 'exec' ? ['exec', '--offline', ...words.slice(1)] : [...words, '--offline']
  const { code } = await runDoctor(offline, { env, cwd: home.path })
  await home.remove()
  return code
}

/** A line of a script; enough of the shell for the examples. */
const split = (line: string) => line.split(' ').map((word) => word.replaceAll("'", ''))

describe('the example for GitLab', async () => {
  const { stages, ...jobs } = parse(await example('gitlab-ci.yml'))
  const lines: string[] = Object.values<{ script: string[] }>(jobs)
    .flatMap(({ script }) => script)
    .filter((line) => line.startsWith('npx'))

  it('has jobs of stages that there are, one before the other', () => {
    for (const { stage } of Object.values<{ stage: string }>(jobs)) expect(stages).toContain(stage)
    for (const need of jobs.work.needs) expect(Object.keys(jobs)).toContain(need)
  })

  it('keeps the files that it writes', () => {
    const { artifacts } = jobs['artifacts-doctor']
    expect(artifacts.when).toBe('always')
    expect(lines[0]).toContain(`--report junit=${artifacts.reports.junit} `)
    for (const path of artifacts.paths) expect(lines[0]).toContain(`=${path}`)
  })

  it.each(lines)('is taken by the doctor: %s', async (line) => {
    const words = wordsOf(split(line))
    // 1 and 125: nobody is logged in.
    expect([1, 125]).toContain(await takes(words, jobs['artifacts-doctor'].variables))
    expect(await takes([words[0] ?? '', '--weight=1', ...words.slice(1)])).toBe(2)
  })
})

describe.each(['init-container.yaml', 'job.yaml'])(
  'the example for Kubernetes, %s',
  async (name) => {
    const documents = parseAllDocuments(await example(`kubernetes/${name}`))
    const [manifest] = documents.map((document) => document.toJS())
    const pod = manifest.kind === 'Job' ? manifest.spec.template.spec : manifest.spec
    const [doctor] = pod.initContainers ?? pod.containers

    it('is one object, without errors', () => {
      expect(documents).toHaveLength(1)
      expect(documents[0]?.errors).toEqual([])
      expect([manifest.apiVersion, manifest.kind].join(' ')).toMatch(/^(v1 Pod|batch\/v1 Job)$/)
      expect(manifest.metadata.name).toMatch(/^[a-z-]+$/)
      for (const { name, image } of pod.containers) expect(name && image).toBeTruthy()
    })

    it('runs as nobody, who may write to nothing but /tmp', () => {
      expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 1000 })
      expect(doctor.securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      })
      expect(doctor.resources.limits.memory).toMatch(/^\d+Mi$/)
      expect(doctor.volumeMounts).toEqual([{ name: pod.volumes[0].name, mountPath: '/tmp' }])
    })

    it('has its secrets from a Secret', () => {
      expect(doctor.envFrom).toEqual([{ secretRef: { name: 'artifacts' } }])
      const names = doctor.env.map((variable: { name: string }) => variable.name)
      expect(names.join(' ')).not.toMatch(/KEY|TOKEN|SECRET/)
    })

    it('is taken by the doctor', async () => {
      const words = wordsOf([...doctor.command, ...doctor.args])
      const env = Object.fromEntries(
        doctor.env.flatMap(({ name, value }: { name: string; value: string }) =>
          name === 'HOME' ? [] : [[name, value]],
        ),
      )
      expect(await takes(words, env)).toBe(1)
      expect(await takes([...words, '--weight=1'], env)).toBe(2)
    })
  },
)
