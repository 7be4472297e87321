import { definePlugin } from 'artifacts-doctor'
import { causes } from './causes.js'
import { licence } from './licence.js'

export default definePlugin({ name: 'acme-licence-checks', checks: [licence], causes })
