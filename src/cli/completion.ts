import type { Io } from './io.ts'
import { write } from './write.ts'

/** The shells for which there is a completion script. */
export const SHELLS = ['bash', 'zsh'] as const

// Both ask the doctor itself what may come next, by the flag that its parser answers to.
const SCRIPTS = {
  bash: `# source <(artifacts-doctor completion bash)
_artifacts_doctor() {
  local word
  COMPREPLY=()
  while IFS= read -r word; do
    COMPREPLY+=("$word")
  done < <(compgen -W "$(artifacts-doctor --get-yargs-completions "\${COMP_WORDS[@]}" 2>/dev/null)" -- "\${COMP_WORDS[COMP_CWORD]}")
}
complete -o bashdefault -o default -F _artifacts_doctor artifacts-doctor
`,
  zsh: `#compdef artifacts-doctor
# source <(artifacts-doctor completion zsh)
_artifacts_doctor() {
  local -a words_to_come
  words_to_come=("\${(@f)$(artifacts-doctor --get-yargs-completions "\${words[@]}" 2>/dev/null)}")
  if [[ -n "\${words_to_come[1]}" ]]; then
    _describe 'artifacts-doctor' words_to_come
  else
    _default
  fi
}
compdef _artifacts_doctor artifacts-doctor
`,
} as const satisfies Record<(typeof SHELLS)[number], string>

/** Prints the completion script of a shell; without one, of that which SHELL names. */
export async function completion(
  argv: { readonly shell?: (typeof SHELLS)[number] },
  io: Io,
): Promise<number> {
  const shell = argv.shell ?? (/zsh$/.test(io.env.SHELL ?? '') ? 'zsh' : 'bash')
  await write(io.stdout, SCRIPTS[shell], (text) => text)
  return 0
}
