package io.yizhan.http.equipment;

import io.yizhan.http.json.JsonFault;
import java.util.List;

/**
 * The body of what a machine reports: one thing, or an array of them. Of an array, what is wrong in itself is left out and told, and does not
 * keep the others from being taken.
 *
 * @param words in the order in which they stand there
 * @param rejected the first of what is wrong, at most {@value #REJECTED_MAX}
 * @param rejectedCount how much is wrong
 */
record Report(List<Word> words, List<Rejected> rejected, int rejectedCount) {
    static final int REJECTED_MAX = 100;
    static final int FRAMES_MAX = 5_000;

    /** @param index in the array */
    record Rejected(int index, JsonFault fault) {}

    /** Whether nothing of it is good: then the request as a whole is. */
    boolean isAllWrong() {
        return words.isEmpty();
    }
}
