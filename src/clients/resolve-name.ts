import { spawn } from 'node:child_process'
import { isIP } from 'node:net'
import { unbracketed } from './address.ts'

/** The addresses of a name, in the order in which the system would try them. */
export type Resolved =
  | { readonly addresses: readonly string[] }
  | { readonly code: string; readonly message: string }

const LOOKUP = `require('node:dns').lookup(process.argv[1],{all:true},(e,a)=>{
if(e){process.stderr.write(e.code);process.exit(2)}
process.stdout.write(a.map(x=>x.address).join('\\n'))})`

/**
 * Resolves a name as every other program of the system does (nsswitch, /etc/hosts, search
 * domains), in a child that ends when `signal` aborts: getaddrinfo cannot be cancelled, and a
 * stuck one keeps Node from exiting.
 */
export async function resolveName(name: string, signal: AbortSignal): Promise<Resolved> {
  const bare = unbracketed(name)
  if (isIP(bare) !== 0) return { addresses: [bare] }
  const lookup = await ask('getent', ['ahosts', bare], signal)
  if (lookup === 'absent') return byNode(bare, signal)
  const addresses = lookup.stdout.split('\n').flatMap((line) => {
    const [address, type] = line.split(/\s+/)
    return address !== undefined && type === 'STREAM' ? [address] : []
  })
  if (addresses.length > 0) return { addresses: [...new Set(addresses)] }
  // getent says only that there was no answer (2); Node knows whether there is no such name.
  return byNode(bare, signal)
}

async function byNode(name: string, signal: AbortSignal): Promise<Resolved> {
  const lookup = await ask(process.execPath, ['-e', LOOKUP, name], signal)
  if (lookup === 'absent') return { code: 'ENOTFOUND', message: `cannot look up ${name}` }
  const addresses = lookup.stdout.split('\n').filter((line) => isIP(line) !== 0)
  if (addresses.length > 0) return { addresses }
  const code = /^[A-Z_]{3,20}$/.test(lookup.stderr) ? lookup.stderr : 'ENOTFOUND'
  return { code, message: `${name} has no address (${code})` }
}

function ask(
  command: string,
  args: readonly string[],
  signal: AbortSignal,
): Promise<{ stdout: string; stderr: string } | 'absent'> {
  return new Promise((resolve, reject) => {
    // Only what a resolver reads of the environment, so that no secret is handed on.
    // Of PATH, a directory may lie on a mount that hangs, and Node waits until the program is found.
    const env = { PATH: `/usr/bin:/bin:${process.env.PATH ?? ''}`, LC_ALL: 'C' }
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env })
    const text = { stdout: '', stderr: '' }
    child.stdout.on('data', (chunk) => {
      text.stdout += chunk
    })
    child.stderr.on('data', (chunk) => {
      text.stderr += chunk
    })
    const abort = () => {
      child.kill('SIGKILL')
      reject(signal.reason)
    }
    if (signal.aborted) return abort()
    signal.addEventListener('abort', abort, { once: true })
    const done = (result: typeof text | 'absent') => {
      signal.removeEventListener('abort', abort)
      resolve(result)
    }
    child.on('error', () => done('absent'))
    child.on('close', () => done(text))
  })
}
