/** Longer questions are several. */
export const MAX_QUESTION_CHARS = 500;
/** As many characters as Discord lets through, whatever a client or an older registration sends. */
export const withinLimit = (typed: string): string => [...typed].slice(0, MAX_QUESTION_CHARS).join("");

/** Longer addresses are no feed's, and would not stay whole in a message. */
export const MAX_ADDRESS_CHARS = 500;

/** As much as a date or an outlet needs. */
export const MAX_OPTION_CHARS = 100;
