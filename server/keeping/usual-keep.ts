/** 13 months, so that a year can be compared with the one before. */
export const USUAL_KEEP_DAYS = 396;
