/** Longer questions are several. */
export const MAX_QUESTION_CHARS = 500;
/** As much as a date or an outlet needs. */
export const MAX_OPTION_CHARS = 100;
