import { type FoundProgram, findProgram } from './find-program.ts'
import { type ProgramEnd, runProgram } from './run-program.ts'

/** Everything that the `artifacts` program is ever asked: none of it changes anything. */
export type ProgramQuestion = 'version' | 'help' | 'list' | { readonly show: string }

/** How long the program may take, and whose login it uses. */
export interface ProgramLimits {
  readonly signal: AbortSignal
  readonly limitMs: number
  /** Given to it as TONBO_API_KEY, in place of the user's own. */
  readonly token?: string | undefined
}

/** How the program ended, or that it must not be asked. */
export type ProgramAnswer = ProgramEnd | { readonly kind: 'withheld' }

/** The `artifacts` program of the user's PATH. */
export interface ArtifactsProgram {
  /** Every file of its name, in the order of PATH. */
  find(): Promise<readonly FoundProgram[]>
  /** Asks the program at `path`, in the environment that the user would run it in. */
  ask(path: string, question: ProgramQuestion, limits: ProgramLimits): Promise<ProgramAnswer>
}

/**
 * The program as the user's shell would find it; without `online` it is asked for its version
 * and nothing else.
 */
export function createArtifactsProgram(
  env: Readonly<NodeJS.ProcessEnv>,
  { online }: { readonly online: boolean },
): ArtifactsProgram {
  // A copy made now: an SDK that is loaded later adds to the process's own.
  const users = { ...env }
  return {
    find: () => findProgram('artifacts', users.PATH),
    ask: async (path, question, { signal, limitMs, token }) => {
      if (!online && question !== 'version') return { kind: 'withheld' }
      const login = token === undefined ? {} : { TONBO_API_KEY: token }
      const args = argumentsOf(question)
      return runProgram({ path, args, env: { ...users, ...login }, limitMs, signal })
    },
  }
}

/** Whether a workspace's address cannot be taken for a flag. */
export function isPlainAddress(address: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}(\/[A-Za-z0-9][A-Za-z0-9._-]{0,127})?$/.test(address)
}

/** Source: the product's pages on its command line (global flags before the command). */
function argumentsOf(question: ProgramQuestion): readonly string[] {
  switch (question) {
    case 'version':
      return ['--version']
    case 'help':
      return ['--help']
    case 'list':
      return ['--format', 'json', 'workspace', 'list']
    default: {
      const { show } = question
      if (!isPlainAddress(show)) throw new Error('this address is not handed to a program')
      return ['--format', 'json', 'workspace', 'show', show]
    }
  }
}
