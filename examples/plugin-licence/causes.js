const docs = 'https://acme.example/licences'

/** @satisfies {import('artifacts-doctor').Catalogue} */
export const causes = {
  'acme/licence-server-away': {
    title: 'The licence server cannot be reached',
    why: 'No tool that wants a licence starts without it. It answers inside of the VPN alone.',
    fix: [{ do: 'Start the VPN', run: 'vpn up' }, { do: 'Ask whoever runs <host>' }],
    docs,
    documented: false,
    owner: 'you',
    match: [{ text: 'licence server unreachable' }],
  },
  'acme/licence-server-sick': {
    title: 'The licence server is not well',
    why: 'It answers, and gives no licences. It comes back by itself after its backup.',
    fix: [{ do: 'Wait a quarter of an hour, then ask whoever runs <host>' }],
    docs,
    documented: false,
    owner: 'provider',
    transient: true,
  },
}
