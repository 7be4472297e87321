import type { CauseStep } from '../../src/index.ts'

/** What every container can do instead. Source: the product's page on containers. */
export const fromOutside: readonly CauseStep[] = [
  ...['docker', 'podman'].map((engine) => ({
    do: 'Better: mount on the host, and hand the directory to the container, which then needs no FUSE',
    run: `${engine} run -v /mnt/work:/mnt/work:rslave …`,
    when: `container=${engine}`,
  })),
  {
    do: 'Better: mount on the node, and hand the directory to the pod as a hostPath with mountPropagation: HostToContainer; it then needs no FUSE',
    when: 'container=kubernetes',
  },
]

/** What Docker must be told. Sources: moby/moby#16233 and #40421. */
export const giveDocker: readonly CauseStep[] = [
  {
    do: 'Or give the container the device, the right to mount, and an AppArmor profile that allows it',
    run: 'docker run --device /dev/fuse --cap-add SYS_ADMIN --security-opt apparmor=unconfined …',
    when: 'container=docker',
  },
]

/** What Podman must be told; rootless, it can do so too. Source: podman-run(1). */
export const givePodman: readonly CauseStep[] = [
  {
    do: 'Or give the container the device and the right to mount',
    run: 'podman run --device /dev/fuse --cap-add SYS_ADMIN --security-opt apparmor=unconfined …',
    when: 'container=podman',
  },
]

/** What a pod must ask for. Sources: kubernetes/kubernetes#7890 and #137549, squat/generic-device-plugin#80. */
export const giveKubernetes: readonly CauseStep[] = [
  {
    do: 'Or give the container the device through a device plugin (a hostPath is not enough: its cgroup still refuses it), with a resource such as smarter-devices/fuse: 1 in its limits',
    when: 'withoutDevice=kubernetes',
  },
  {
    do: 'In the securityContext of the container set capabilities.add: ["SYS_ADMIN"], allowPrivilegeEscalation: true and appArmorProfile.type: Unconfined',
    when: 'container=kubernetes',
  },
  {
    do: 'Or run the container with privileged: true, which holds all of that',
    when: 'container=kubernetes',
  },
]

/** What LXC must be told. Sources: pct(1) of Proxmox VE, lxc.container.conf(5). */
export const giveLxc: readonly CauseStep[] = [
  {
    do: 'On Proxmox VE, allow the container FUSE',
    run: 'pct set <vmid> --features fuse=1',
    when: 'container=lxc',
  },
  {
    do: 'Else add this to its configuration: lxc.mount.entry = /dev/fuse dev/fuse none bind,create=file,optional',
    when: 'container=lxc',
  },
]
