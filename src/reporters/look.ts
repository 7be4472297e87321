/** How a report is to be shown; most formats have but one way. */
export interface Look {
  readonly colour: boolean
  readonly columns: number
  readonly detail: 'quiet' | 'normal' | 'verbose'
}
