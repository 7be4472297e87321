import { type Context, type S3Answer, type Trouble, troubleOf } from '../../src/index.ts'
import { note } from './history.ts'
import { readS3, type S3Says } from './s3-says.ts'

/** What came of one request to S3. */
export type Told =
  | { readonly answered: false; readonly trouble: Trouble }
  | { readonly answered: true; readonly says: S3Says; readonly onItsWay: boolean }

/** Asks S3 and reads what it says; `onItsWay` where it refused as it refuses keys that are fresh. */
export async function tell(context: Context, ask: Promise<S3Answer>): Promise<Told> {
  const told = await aside(ask)
  if (!told.answered) return told
  const { answer, code } = told.says
  const good = answer.status >= 200 && answer.status < 300
  return { ...told, onItsWay: note(context, code, good) }
}

/** The same, of a question whose refusal says nothing of whether the keys are fresh. */
export async function aside(ask: Promise<S3Answer>): Promise<Told> {
  try {
    return { answered: true, says: readS3(await ask), onItsWay: false }
  } catch (error) {
    const trouble = troubleOf(error)
    if (trouble === undefined) throw error
    return { answered: false, trouble }
  }
}
