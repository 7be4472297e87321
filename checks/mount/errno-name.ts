/**
 * Part of a CommonJS script: `codeOf` names the errno of an error. Node calls by number what its
 * library does not know, such as ESTALE (libuv, include/uv/errno.h).
 */
export const CODE_OF = `
const codeOf = ({ code, errno }) => {
  if (/^E[A-Z0-9]+$/.test(code)) return code
  const numbers = require('node:os').constants.errno
  return Object.keys(numbers).find((name) => numbers[name] === -errno) ?? 'EUNKNOWN'
}
`
