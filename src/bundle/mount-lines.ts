/** Options that hold no more than numbers and words. Source: mount(8), fuse(8). */
const FLAGS =
  /^(ro|rw|nosuid|nodev|noexec|sync|dirsync|noatime|nodiratime|relatime|strictatime|lazytime|nosymfollow|allow_other|allow_root|default_permissions|blkdev|async_dio|discard|errors|barrier|acl|noacl|user_xattr|seclabel|inode64|inode32|noquota|shared|private|slave|unbindable)$/
const NUMBERS =
  /^(user_id|group_id|uid|gid|mode|dmode|fmode|rootmode|size|nr_inodes|nr_blocks|max_read|blksize|fd|pgrp|timeout|minproto|maxproto|rsize|wsize|vers|port|shared|master|propagate_from)=[\w.-]{1,32}$/

/**
 * The lines of a mountinfo with only such options as hold no secret; the others are named, and
 * their values are not collected. Source: proc_pid_mountinfo(5).
 */
export function mountLines(mountinfo: string): string {
  return mountinfo
    .split('\n')
    .flatMap((line) => {
      const fields = line.split(' ')
      const dash = fields.indexOf('-', 6)
      if (dash < 0 || fields.length < dash + 4) return []
      // Old cifs wrote blanks into its options without escaping them.
      const kept = fields.slice(0, dash + 4)
      return [
        kept
          .map((field, index) => (index === 5 || index === dash + 3 ? options(field) : field))
          .join(' '),
      ]
    })
    .map((line) => `${line}\n`)
    .join('')
}

function options(list: string): string {
  return list
    .split(',')
    .map((option) => {
      if (FLAGS.test(option) || NUMBERS.test(option)) return option
      const [name = ''] = option.split('=')
      return /^[a-z][a-z0-9_.-]{0,31}$/.test(name) && option.includes('=')
        ? `${name}=[not-collected]`
        : '[not-collected]'
    })
    .join(',')
}
