package io.yizhan.report;

/** What one row of a report is about. Days are local ones, and something is of the day on which it starts. */
public enum Grouping {
    DAY,
    /** From Monday to Sunday, as ISO 8601 numbers them. */
    WEEK,
    MONTH,
    STATION,
    /** Of venue. */
    KIND,
    DISTRICT
}
