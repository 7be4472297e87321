import type { Plugin } from 'esbuild'

/**
 * Leaves out of undici what a GET on a connection of ours cannot come to, and what takes long to
 * load: HTTP/2, which nobody offers the server, and the bodies that `fetch` sends.
 */
export const undiciOverHttp1: Plugin = {
  name: 'undici-over-http1',
  setup: ({ onLoad }) => {
    onLoad({ filter: /undici\/lib\/(?:dispatcher\/client-h2|web\/fetch\/body)\.js$/ }, () => ({
      contents: "module.exports = () => { throw new Error('left out of the bundle') }",
      loader: 'js',
    }))
  },
}
