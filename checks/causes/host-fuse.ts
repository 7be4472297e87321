import type { Catalogue } from '../../src/index.ts'
import { page } from './docs.ts'
import {
  fromOutside,
  giveDocker,
  giveKubernetes,
  giveLxc,
  givePodman,
} from './host-fuse-container.ts'

/** What can keep this machine from mounting with FUSE. */
export const hostFuse = {
  'host/fuse-missing': {
    title: 'There is no FUSE on this machine',
    why:
      'A workspace is mounted through /dev/fuse. The device is not there or is something else: ' +
      'the kernel has not loaded the driver, or the container was not given the device.',
    fix: [
      { do: 'Load the driver', run: 'sudo modprobe fuse', when: 'loaded=false' },
      {
        do: 'The kernel has the driver, and only the device is missing: make it',
        run: 'sudo rm -f /dev/fuse && sudo mknod -m 666 /dev/fuse c 10 229',
        when: 'loaded=true',
      },
      {
        do: 'Load the driver on the host of the container, which has not done so',
        run: 'sudo modprobe fuse',
        when: 'hostLoaded=false',
      },
      {
        do: 'A directory was made in its place, as Docker does where the host has no such device: start the container anew once it has',
        when: 'found=directory',
      },
      ...fromOutside,
      ...giveDocker,
      ...givePodman,
      ...giveKubernetes,
      ...giveLxc,
      {
        do: 'WSL 1 has no FUSE: make it WSL 2, from Windows',
        run: 'wsl --set-version "$WSL_DISTRO_NAME" 2',
        when: 'container=WSL1',
      },
    ],
    docs: page('host/fuse-missing'),
    documented: false,
    owner: 'you',
    intent: 'mount',
    foundBy: ['host/fuse'],
    match: [
      { text: 'fuse: device not found*', open: true },
      { text: 'fuse device not found*', open: true },
      { text: 'open /dev/fuse: no such file or directory' },
      { text: 'open /dev/fuse: no such device' },
      { text: 'stat /dev/fuse: no such file or directory' },
      { text: 'lstat /dev/fuse: no such file or directory' },
      {
        text: 'error gathering device information while adding custom device "/dev/fuse": no such file or directory',
      },
      { text: 'modprobe: fatal: module fuse not found*', open: true },
    ],
  },
  'host/fuse-not-permitted': {
    title: 'FUSE is there, but mounting with it is not allowed',
    why:
      'The device may not be opened, or the kernel does not let this process mount: its modes, ' +
      'the rules of a container, a missing CAP_SYS_ADMIN, no_new_privs or an AppArmor profile.',
    fix: [
      {
        do: 'Join the group that may open it, and log in anew',
        run: 'sudo usermod -aG <group> "$(id -un)"',
        when: 'group',
      },
      {
        do: 'Let everybody open it, as most systems do',
        run: 'sudo chmod 666 /dev/fuse',
        when: 'restricted',
      },
      { do: 'The mount at <nodev> lets no device work: mount it without nodev', when: 'nodev' },
      ...fromOutside,
      ...giveDocker,
      ...givePodman,
      ...giveKubernetes,
      ...giveLxc,
      {
        do: 'no_new_privs keeps fusermount3 from mounting for you: leave out --security-opt no-new-privileges of Docker, allowPrivilegeEscalation: false of Kubernetes, NoNewPrivileges=yes of systemd',
        when: 'noNewPrivs',
      },
      {
        do: 'A service of systemd needs NoNewPrivileges=no, and CAP_SYS_ADMIN in its CapabilityBoundingSet: see what it has',
        run: 'systemctl show -p NoNewPrivileges -p CapabilityBoundingSet -p PrivateDevices <unit>',
        when: 'heldBy',
      },
      {
        do: 'Or mount as root',
        run: 'sudo -E artifacts mount <workspace> <mountpoint>',
        when: 'restricted',
      },
    ],
    docs: page('host/fuse-not-permitted'),
    documented: false,
    owner: 'you',
    intent: 'mount',
    foundBy: ['host/fuse'],
    match: [
      { text: 'open /dev/fuse: permission denied' },
      { text: 'open /dev/fuse: operation not permitted' },
      { text: 'failed to open /dev/fuse: permission denied' },
      { text: 'failed to open /dev/fuse: operation not permitted' },
      { text: 'fusermount: mount failed: operation not permitted' },
      { text: 'fusermount: mount failed: permission denied' },
      { text: 'fusermount3: mount failed: operation not permitted' },
      { text: 'fusermount3: mount failed: permission denied' },
      { text: 'fuse: mount failed: operation not permitted' },
      { text: 'fuse: mount failed: permission denied' },
      { text: "option allow_other only allowed if 'user_allow_other' is set in /etc/fuse.conf" },
    ],
  },
  'host/fusermount-missing': {
    title: 'fusermount3, which mounts for users, is missing',
    why:
      'Who is not root, or lacks CAP_SYS_ADMIN, mounts through this small helper of FUSE. It is ' +
      'neither on PATH nor in /bin, or may not be run.',
    fix: [
      { do: 'Let it be run', run: 'sudo chmod 4755 <helper>', when: 'helper' },
      { do: 'Install it', run: 'sudo apt-get install fuse3', when: 'family=debian' },
      { do: 'Install it', run: 'sudo dnf install fuse3', when: 'family=fedora' },
      { do: 'Install it', run: 'sudo zypper install fuse3', when: 'family=suse' },
      { do: 'Install it', run: 'apk add fuse3', when: 'family=alpine' },
      { do: 'Install it', run: 'sudo pacman -S fuse3', when: 'family=arch' },
      { do: 'Set programs.fuse.enable = true, and rebuild', when: 'family=nixos' },
      { do: 'Install the package fuse3', when: '!family' },
      {
        do: 'Or mount as root',
        run: 'sudo -E artifacts mount <workspace> <mountpoint>',
        when: '!uid=0',
      },
    ],
    docs: page('host/fusermount-missing'),
    documented: false,
    owner: 'you',
    intent: 'mount',
    foundBy: ['host/fuse'],
    match: [
      { text: 'exec: "fusermount3": executable file not found', open: true },
      { text: 'exec: "fusermount": executable file not found', open: true },
      { text: 'exec: "/bin/fusermount": stat', open: true },
      { text: 'exec: "/bin/fusermount3": stat', open: true },
      { text: 'fork/exec */fusermount*: no such file or directory' },
      { text: 'failed to exec fusermount*: no such file or directory' },
      { text: 'fusermount: command not found' },
      { text: 'fusermount3: command not found' },
      { text: 'fusermount: not found' },
      { text: 'fusermount3: not found' },
    ],
  },
  'host/fusermount-not-setuid': {
    title: 'fusermount may not mount for you',
    why:
      'The helper of FUSE mounts for users because it runs as root, whoever starts it. This one ' +
      'does not: its set-user-ID bit is gone, it is not root’s, or its disk is mounted with ' +
      'nosuid. Images that were copied or stripped for safety often lose the bit.',
    fix: [
      { do: 'See what it is', run: 'ls -l <helper>' },
      {
        do: 'Let it run as root',
        run: 'sudo chown root: <helper> && sudo chmod 4755 <helper>',
        when: '!nosuid',
      },
      {
        do: 'Mount its disk so that set-user-ID counts',
        run: 'sudo mount -o remount,suid <nosuid>',
        when: 'nosuid',
      },
      {
        do: 'Or mount as root',
        run: 'sudo -E artifacts mount <workspace> <mountpoint>',
        when: '!uid=0',
      },
    ],
    docs: page('host/fusermount-not-setuid'),
    documented: false,
    owner: 'you',
    intent: 'mount',
    foundBy: ['host/fuse'],
    match: [{ text: 'fork/exec */fusermount*: permission denied' }],
  },
} satisfies Catalogue
