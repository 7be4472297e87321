/** Where a bucket is and how requests to it are signed. */
export interface S3Target {
  readonly endpoint: URL
  readonly bucket: string
  /** `path`: endpoint/bucket/key; `virtual`: bucket.endpoint/key. */
  readonly style: 'path' | 'virtual'
  readonly region: string
  /** Absent: requests go out unsigned. */
  readonly keys?: {
    readonly accessKeyId: string
    readonly secretAccessKey: string
    readonly sessionToken?: string
  }
  /**
   * `product`: the headers that the product signs; `minimal`: only those that S3 demands; `older`:
   * as S3 had it before (version 2), without the host.
   */
  readonly signing: 'product' | 'minimal' | 'older'
  /** Signs the bytes of a write too, which the product does not. */
  readonly signedPayload?: true
  /** Sends checksums along, as the SDKs do when AWS_REQUEST_CHECKSUM_CALCULATION asks for them. */
  readonly checksums?: true
  /** Agrees to pay for the request, which the product does not. */
  readonly requesterPays?: true
  /** Which of the host's addresses to begin with, counted round. */
  readonly turn?: number
}
