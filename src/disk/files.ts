/** What a look at a file showed. */
export type FileLook =
  | { readonly found: true; readonly text: string; readonly mode: number; readonly uid: number }
  | { readonly found: false }
  | { readonly found: 'unreadable'; readonly code: string }

/** Something that is there, links followed. */
export interface Present {
  readonly path: string
  readonly kind: 'directory' | 'file' | 'character device' | 'other'
  /** Its permission bits, with the set-user-ID and sticky bits. */
  readonly mode: number
  readonly uid: number
  readonly gid: number
  /** `major:minor`, of a device. */
  readonly device?: string
}

/** The room of a file system for whoever is not root, in bytes; 0 where it does not say. */
export interface Room {
  /** The magic number of its type, in hex. */
  readonly type: string
  readonly total: number
  readonly free: number
  readonly inodes: number
  readonly freeInodes: number
}

/** An errno, and the path that it is about. */
export interface Refusal {
  readonly code: string
  readonly at: string
}

/** How far the path to a file can be followed; nothing is created to find out. */
export interface Surveyed {
  readonly path: string
  /** What is on the way, from the root down; the path itself comes last, if it exists. */
  readonly way: readonly Present[]
  /** What ends the way to it, unless it is merely that nothing exists there. */
  readonly stuck?: Refusal
  /** Why it, or the directory that would hold it, cannot be written to; why a file cannot be run. */
  readonly refusal?: Refusal
  /** Where it really is, links followed; absent if it is not there. */
  readonly real?: string
  /** Of the file system that it is on, or would be. */
  readonly room?: Room
  /** For the FUSE device only: the result of opening it, `ok` or an errno. */
  readonly opened?: string
  /** A file that carries the capability to mount. */
  readonly capable?: true
}

/** What a survey showed of each path, up to one that hung. */
export interface Survey {
  readonly surveyed: readonly Surveyed[]
  readonly hung?: { readonly at: string; readonly afterMs: number }
}

/** The doctor's view of the local disk: read only. */
export interface Files {
  /**
   * The text of a file of at most a megabyte, with its mode and owner; one whose mount does not
   * answer within two seconds is unreadable, with ETIMEDOUT.
   */
  look(path: string): Promise<FileLook>
  /** The text of a file of the kernel's, such as /proc/self/mountinfo; rejects if there is none. */
  read(path: string): Promise<string>
  /**
   * How far these normal absolute paths can be followed. A disk that a test makes up answers by
   * itself; the real one may hang and is asked by a child process.
   */
  survey?(paths: readonly string[]): Promise<Survey>
}
