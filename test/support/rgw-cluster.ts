import { randomUUID } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { freePort } from './free-port.ts'
import { type Daemon, ensureCeph, runTool, startDaemon } from './rgw-programs.ts'
import { temporaryDirectory } from './temporary-directory.ts'

/** The storage behind the gateways: a monitor, and one OSD that keeps everything in memory. */
export interface Cluster {
  readonly directory: string
  /** What every program of Ceph must be told to find it. */
  readonly options: readonly string[]
  readonly osd: Daemon
  stop(): Promise<void>
}

/** The name under which gateways log in. */
export const GATEWAY = 'client.rgw'

/** Starts a Ceph without gateways; all of it is on 127.0.0.1 and in one temporary directory. */
export async function startCluster(): Promise<Cluster> {
  ensureCeph()
  const home = await temporaryDirectory()
  const daemons: Daemon[] = []
  const stop = async () => {
    await Promise.all(daemons.map((daemon) => daemon.stop()))
    await home.remove()
  }
  try {
    const at = (name: string) => join(home.path, name)
    const options = ['-c', at('ceph.conf')]
    const start = (program: readonly string[]) => {
      const daemon = startDaemon([...program, ...options], { log: at(`${program[0]}.out`) })
      daemons.push(daemon)
      return daemon
    }
    const id = randomUUID()
    const address = `v2:127.0.0.1:${await freePort()}`
    for (const name of ['mon', 'osd', 'run']) await mkdir(at(name))
    await writeFile(at('ceph.conf'), configuration(home.path, id, address))
    await makeKeyring(at('keyring'))
    const map = ['--create', '--fsid', id, '--addv', 'a', `[${address}]`, at('monmap')]
    await runTool(['monmaptool', ...map])
    const fresh = ['--monmap', at('monmap'), '--keyring', at('keyring')]
    await runTool(['ceph-mon', '--mkfs', '-i', 'a', ...fresh, ...options])
    start(['ceph-mon', '-f', '-i', 'a'])
    const osdId = randomUUID()
    await runTool(['ceph', ...options, '--connect-timeout', '30', 'osd', 'new', osdId])
    await runTool(['ceph-osd', '-i', '0', '--mkfs', '--osd-uuid', osdId, ...options])
    const osd = start(['ceph-osd', '-f', '-i', '0'])
    return { directory: home.path, options, osd, stop }
  } catch (error) {
    const said = daemons.map((daemon) => daemon.said()).join('\n')
    await stop()
    throw new Error(`Ceph did not start: ${error}\n${said}`)
  }
}

async function makeKeyring(file: string): Promise<void> {
  const all = (...services: string[]) => services.flatMap((name) => ['--cap', name, 'allow *'])
  const osd = ['--cap', 'mon', 'allow profile osd', '--cap', 'osd', 'allow *']
  const gateway = ['--cap', 'mon', 'allow rw', '--cap', 'osd', 'allow rwx']
  const who: [string, string[]][] = [
    ['mon.', all('mon')],
    ['client.admin', all('mon', 'osd', 'mgr')],
    [GATEWAY, gateway],
    ['osd.0', osd],
  ]
  for (const [index, [name, rights]] of who.entries()) {
    const create = index === 0 ? ['--create-keyring'] : []
    await runTool(['ceph-authtool', ...create, file, '--gen-key', '-n', name, ...rights])
  }
}

/** What keeps it small and quick: one copy of everything, one group a pool, short rounds. */
function configuration(directory: string, id: string, address: string): string {
  return `[global]
fsid = ${id}
mon_initial_members = a
mon_host = [${address}]
public_addr = 127.0.0.1
cluster_addr = 127.0.0.1
ms_bind_ipv4 = true
ms_bind_ipv6 = false
ms_bind_msgr1 = false
auth_cluster_required = cephx
auth_service_required = cephx
auth_client_required = cephx
auth_allow_insecure_global_id_reclaim = true
keyring = ${directory}/keyring
run_dir = ${directory}/run
log_file = ${directory}/$name.$pid.log
admin_socket = ${directory}/run/$name.$pid.asok
pid_file = ${directory}/run/$name.$pid.pid
mon_data = ${directory}/mon
mon_data_avail_crit = 1
mon_allow_pool_size_one = true
mon_max_pg_per_osd = 2000
mon_osd_adjust_heartbeat_grace = false
paxos_propose_interval = 0.05
paxos_min_wait = 0.01
osd_data = ${directory}/osd
osd_objectstore = memstore
memstore_device_bytes = 1073741824
osd_op_queue = wpq
osd_pool_default_size = 1
osd_pool_default_min_size = 1
osd_pool_default_pg_num = 1
osd_pool_default_pgp_num = 1
osd_pool_default_pg_autoscale_mode = off
osd_crush_chooseleaf_type = 0
[${GATEWAY}]
rgw_dynamic_resharding = false
rgw_enable_usage_log = false
rgw_thread_pool_size = 32
rgw_rados_pool_pg_num_min = 1
rgw_enable_apis = s3, admin
`
}
