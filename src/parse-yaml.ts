// A file of its own, loaded when it is needed: bundled, a package in the older form has no names
// for `await import`.
export { parse as parseYaml } from 'yaml'
