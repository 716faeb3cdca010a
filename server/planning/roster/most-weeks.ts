/** The simulator keeps books of a year by quarters of an hour. */
export const MOST_WEEKS = 50;
