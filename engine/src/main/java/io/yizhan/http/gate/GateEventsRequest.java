package io.yizhan.http.gate;

import io.yizhan.http.json.JsonFault;
import io.yizhan.http.json.JsonIn;
import java.util.List;

/**
 * The body of {@code POST /v1/gates/{gate}/events}, read by hand as the schema {@code GateEvents} describes it. An event that is wrong in
 * itself is left out and reported, and does not keep the others from being counted; so is a range to forget. A sequence number that
 * comes again in the same body is dropped.
 *
 * @param repeated how many were dropped
 * @param spoilt numbers of events that are wrong, as far as they can be read and no other event of the body has them
 * @param forget bounds of the ranges that the gate gives up
 * @param rejected the first of what is wrong, at most {@value #REJECTED_MAX}
 * @param rejectedCount how much is wrong
 */
record GateEventsRequest(
        String boot,
        long[] seqs,
        long[] atMs,
        boolean[] in,
        String[] credentials,
        int repeated,
        long[] spoilt,
        long[] forget,
        List<Rejected> rejected,
        int rejectedCount) {
    static final int REJECTED_MAX = 100;

    /**
     * @param in where it stands: {@code events} or {@code forget}
     * @param index in that array
     * @param seq 0 where it can't be read
     */
    record Rejected(String in, int index, long seq, JsonFault fault) {}

    /** Whether nothing of it is good: then the request as a whole is. */
    boolean isAllWrong() {
        return rejectedCount > 0 && seqs.length == 0 && forget.length == 0;
    }

    /** A {@link JsonFault}, or a {@code GateEventsRequest}. */
    static Object parse(byte[] body) {
        return JsonIn.parseBatch(body, json -> new GateEventsReader().read(json));
    }
}
