import { definePlugin } from '../src/index.ts'
import authAccepted from './auth/accepted.ts'
import authCredentials from './auth/credentials.ts'
import authPrecedence from './auth/precedence.ts'
import authToken from './auth/token.ts'
import { causes } from './causes/index.ts'
import hostCli from './host/cli.ts'
import hostClock from './host/clock.ts'
import hostDirectories from './host/directories.ts'
import hostFuse from './host/fuse.ts'
import hostPlatform from './host/platform.ts'
import metadataAuth from './metadata/auth.ts'
import metadataDurability from './metadata/durability.ts'
import metadataEviction from './metadata/eviction.ts'
import metadataHealth from './metadata/health.ts'
import metadataReachable from './metadata/reachable.ts'
import metadataSetting from './metadata/setting.ts'
import mountPoint from './mount/point.ts'
import mountStale from './mount/stale.ts'
import orchestratorReachable from './orchestrator/reachable.ts'
import storageBackend from './storage/backend.ts'
import storageBucket from './storage/bucket.ts'
import storageCredentials from './storage/credentials.ts'
import storageDelete from './storage/delete.ts'
import storageEmpty from './storage/empty.ts'
import storageGet from './storage/get.ts'
import storageKeys from './storage/keys.ts'
import storageLeftovers from './storage/leftovers.ts'
import storageList from './storage/list.ts'
import storagePropagation from './storage/propagation.ts'
import storagePut from './storage/put.ts'
import storageReachable from './storage/reachable.ts'
import storageRegion from './storage/region.ts'
import storageSettings from './storage/settings.ts'
import workspaceName from './workspace/name.ts'
import workspaceState from './workspace/state.ts'

/** What the doctor knows by itself: every check in report order, and every cause. */
export default definePlugin({
  name: 'artifacts-doctor',
  causes,
  checks: [
    hostPlatform,
    hostCli,
    hostDirectories,
    hostClock,
    hostFuse,
    mountStale,
    mountPoint,
    authCredentials,
    authPrecedence,
    authToken,
    authAccepted,
    orchestratorReachable,
    workspaceName,
    workspaceState,
    storageBackend,
    storageSettings,
    storageKeys,
    storageReachable,
    storageRegion,
    storageCredentials,
    storageBucket,
    storagePut,
    storageGet,
    storageDelete,
    storageList,
    storageEmpty,
    storageLeftovers,
    storagePropagation,
    metadataReachable,
    metadataAuth,
    metadataHealth,
    metadataEviction,
    metadataDurability,
    metadataSetting,
  ],
})
