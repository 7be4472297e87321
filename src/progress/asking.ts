/** What a row says between the start of its check and the first thing that the check says. */
export const ASKING = 'asking'
