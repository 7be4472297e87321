import { captured } from './captured.ts'
import type { Answer, Rule, SeenRequest } from './fault-proxy.ts'

/** Rules that refuse, in Swift's words, every signature made for another region than `wanted`. */
export function regionGate(wanted: string): Rule[] {
  return [
    {
      when: (request) => ![undefined, wanted].includes(signedFor(request)),
      do: { answer: (request) => refusal(request, wanted) },
    },
  ]
}

function signedFor({ headers }: SeenRequest): string | undefined {
  return /Credential=[^/]+\/\d+\/([^/]*)\//.exec(headers.authorization ?? '')?.[1]
}

function refusal(request: SeenRequest, wanted: string): Answer {
  const kind = request.method === 'HEAD' ? 'head' : 'list'
  const { body, ...answer } = captured('swift', `region in scope eu-central-1: ${kind}`)
  return {
    ...answer,
    body: body.replaceAll('us-east-1', wanted).replaceAll('eu-central-1', signedFor(request) ?? ''),
  }
}
