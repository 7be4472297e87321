import { fact } from '../../src/index.ts'

/** The distribution that is installed, by its own name. */
export interface Distribution {
  readonly name?: string
  /** The distributions whose packages it takes. */
  readonly family?: Family
}

/** Distributions whose programs are installed alike. */
export type Family = 'debian' | 'fedora' | 'suse' | 'alpine' | 'arch' | 'nixos'

const FAMILIES: Readonly<Record<string, Family>> = {
  debian: 'debian',
  ubuntu: 'debian',
  fedora: 'fedora',
  rhel: 'fedora',
  centos: 'fedora',
  amzn: 'fedora',
  suse: 'suse',
  opensuse: 'suse',
  alpine: 'alpine',
  wolfi: 'alpine',
  arch: 'arch',
  nixos: 'nixos',
}

/** Where systems say what they are, the first that is there. Source: os-release(5). */
const PLACES = ['/etc/os-release', '/usr/lib/os-release']
const LONGEST = 100

/** The distribution, by its os-release. */
export const distribution = fact('distribution', async ({ files }): Promise<Distribution> => {
  for (const place of PLACES) {
    const look = await files.look(place)
    if (look.found !== true) continue
    const values = new Map(look.text.split('\n').map(assignment))
    const name = (values.get('PRETTY_NAME') ?? values.get('NAME'))?.slice(0, LONGEST)
    const ids = `${values.get('ID') ?? ''} ${values.get('ID_LIKE') ?? ''}`.toLowerCase()
    const family = ids.split(/\s+/).flatMap((id) => FAMILIES[id] ?? [])[0]
    return { ...(name ? { name } : {}), ...(family === undefined ? {} : { family }) }
  }
  return {}
})

function assignment(line: string): [name: string, value: string] {
  const [, name = '', value = ''] = /^([A-Z_]+)=(.*)$/.exec(line.trim()) ?? []
  return [name, value.replace(/^(["'])(.*)\1$/, '$2')]
}
