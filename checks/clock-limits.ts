/** Two clocks that are no further apart agree. */
export const AGREE_MS = 60_000

/** S3 turns away a request that is dated further off (docs.aws.amazon.com/AmazonS3, RequestTimeTooSkewed). */
export const S3_ALLOWS_MS = 15 * 60_000
