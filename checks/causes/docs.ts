/** The product's own page of error codes: the docs of every documented cause. */
export const errorCodes = 'https://artifacts.tonbo.io/docs/error-codes'

/** This repository's page of a cause that the product does not document. */
export function page(id: string): string {
  return `https://github.com/tonbo-io/artifacts-doctor/blob/main/docs/causes/${id.replaceAll('/', '-')}.md`
}
