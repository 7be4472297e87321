import { accessSync, constants, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { repositoryRoot } from '../support/doctor.ts'

interface Job {
  permissions?: Record<string, string>
  steps: { uses?: string; run?: string }[]
}

const directory = join(repositoryRoot, '.github/workflows')
const workflows = readdirSync(directory).map((name) => {
  const workflow = parse(readFileSync(join(directory, name), 'utf8'))
  return { ...(workflow as { permissions: unknown; jobs: Record<string, Job> }), name }
})

describe.each(workflows)('the workflow $name', ({ name, permissions, jobs }) => {
  const all = Object.values(jobs)
  const steps = all.flatMap((job) => job.steps)

  it('may read the code, and only a release may prove who made it', () => {
    expect(permissions).toEqual({ contents: 'read' })
    const more = all.flatMap((job) => Object.entries(job.permissions ?? {}))
    const writes = more.filter(([, access]) => access !== 'read').map(([what]) => what)
    expect(writes).toEqual(name === 'release.yml' ? ['id-token'] : [])
  })

  it('uses actions of GitHub alone, each of a named version', () => {
    const used = steps.flatMap(({ uses }) => uses ?? [])
    for (const one of used) expect(one).toMatch(/^actions\/[\w-]+@(v\d+|[0-9a-f]{40})$/)
  })

  it('runs what .ci/run runs, which can be run, before anything is published', () => {
    accessSync(join(repositoryRoot, '.ci/run'), constants.X_OK)
    const runs = steps.flatMap(({ run }) => run ?? [])
    const published = runs.findIndex((run) => run.startsWith('npm publish'))
    expect(runs.indexOf('.ci/run')).toBeGreaterThan(-1)
    if (name === 'release.yml') {
      expect(published).toBeGreaterThan(runs.indexOf('.ci/run'))
      expect(runs[published]).toContain('--provenance')
    }
  })
})
