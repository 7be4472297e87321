// What nearly every command needs, with all that it leads to: see `together`.
import '../src/bundle/caps.ts'
import '../src/cli/equip.ts'
import '../src/secrets/redactor.ts'
import '../src/reporters/index.ts'
import '../src/secrets/secrets-in.ts'
