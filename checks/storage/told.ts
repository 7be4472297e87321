import { type Context, type HttpAnswer, type Trouble, troubleOf } from '../../src/index.ts'
import { note } from './history.ts'
import { readS3, type S3Says } from './s3-says.ts'

/** What came of one request to S3. */
export type Told =
  | { readonly answered: false; readonly trouble: Trouble }
  | { readonly answered: true; readonly says: S3Says; readonly onItsWay: boolean }

/** Asks S3 and reads what it says; `onItsWay` where it refused as it refuses keys that are fresh. */
export async function tell(context: Context, ask: Promise<HttpAnswer>): Promise<Told> {
  try {
    const says = readS3(await ask)
    const good = says.answer.status >= 200 && says.answer.status < 300
    return { answered: true, says, onItsWay: note(context, says.code, good) }
  } catch (error) {
    const trouble = troubleOf(error)
    if (trouble === undefined) throw error
    return { answered: false, trouble }
  }
}
