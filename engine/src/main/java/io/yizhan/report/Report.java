package io.yizhan.report;

/** What somebody wants counted. */
public enum Report {
    /** How much of what was offered was taken. */
    USE,
    /** Who did not come, and who gave up their place. */
    NO_SHOWS,
    /** How many people came, and how often. */
    PARTICIPATION,
    /** How much weekly series and the host's staff have, above all of the good hours. */
    RECURRING_SHARE,
    /** What a city asks of each station. */
    SCORECARD,
    /** For how long machines were in use. */
    EQUIPMENT
}
