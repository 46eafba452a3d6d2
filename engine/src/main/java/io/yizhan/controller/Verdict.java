package io.yizhan.controller;

/** What becomes of one thing that a controller reports. */
public enum Verdict {
    /** Somebody passed: it goes to the books, where it counts if it is new. */
    PASSED,
    /** Somebody was not let in, or something is wrong at the door. */
    DENIED,
    /** It is about the device itself. */
    DEVICE,
    /** Which way is not known, or the door does not count. */
    UNDIRECTED,
    /** By the device's clock it is too long ago to count, or still to come. */
    UNTIMELY,
    /** It makes no sense. */
    MALFORMED
}
