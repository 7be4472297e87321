/**
 * Stands in place of the table of Redis' commands, of which ioredis makes a method each, twice, at
 * start. The doctor sends every command by its name, through `call`, and none of them by a method.
 */
export const list: readonly string[] = []

/** Asked only of a connection that is not ready yet. */
export const exists = (): boolean => false

/** Asked only of a command that exists. */
export const hasFlag = (): boolean => false
