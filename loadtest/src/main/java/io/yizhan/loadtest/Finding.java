package io.yizhan.loadtest;

/**
 * One thing that must be so after a run, as each side has it.
 *
 * @param sentence what differs, where it does; why nobody looked, where nobody did; else empty
 */
record Finding(String what, String k6, String api, String rows, Verdict verdict, String sentence) {
    enum Verdict {
        HOLDS,
        VIOLATED,
        NOT_CHECKED
    }

    boolean violated() {
        return verdict == Verdict.VIOLATED;
    }
}
