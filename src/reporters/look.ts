/** How a report is shown; most formats know only one way. */
export interface Look {
  readonly colour: boolean
  readonly columns: number
  readonly detail: 'quiet' | 'normal' | 'verbose'
}
