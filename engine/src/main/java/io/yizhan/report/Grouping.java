package io.yizhan.report;

/** What one row of a report is about. Days are local ones, and something is of the day on which it starts. */
public enum Grouping {
    DAY,
    /** From Monday to Sunday, as ISO 8601 numbers them. */
    WEEK,
    MONTH,
    STATION,
    /** Of venue; of machines, theirs. */
    KIND,
    DISTRICT,
    /** Of the day, as the clock has it. Of machines alone. */
    HOUR,
    /** Of machines alone. */
    MACHINE;

    /** Whether only a report of machines has it. */
    public boolean isOfMachines() {
        return this == HOUR || this == MACHINE;
    }
}
