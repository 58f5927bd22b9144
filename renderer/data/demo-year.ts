/** The year that the demonstration ledger plays in. */
export const DEMO_YEAR = 2020
