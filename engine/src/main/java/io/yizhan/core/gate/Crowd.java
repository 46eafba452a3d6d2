package io.yizhan.core.gate;

import io.yizhan.core.Event.OccupancyCorrected;
import io.yizhan.core.Event.OccupancyCorrected.By;
import io.yizhan.core.Headcount;
import io.yizhan.core.StoredCrowd;
import io.yizhan.core.table.Hash;

/**
 * The people in one place, a station or a venue. Entries, exits and corrections are summed and never clipped, so that the order in which
 * they arrive doesn't matter; only what is shown is kept above zero, and what is below is told as drift.
 */
final class Crowd {
    private static final int PASSAGES_PER_MISTAKE = 100;

    private long entered;
    private long left;
    private long corrected;
    /** Entries and exits up to the last correction. */
    private long passagesThen;

    private long heardAtMs;
    private long countedAtMs;
    private long asOfMs;
    private long lastDrift;

    Crowd() {}

    Crowd(StoredCrowd stored) {
        entered = stored.entered();
        left = stored.left();
        corrected = stored.corrected();
        passagesThen = stored.passages();
        heardAtMs = stored.heardAtMs();
        countedAtMs = stored.countedAtMs();
        asOfMs = stored.asOfMs();
        lastDrift = stored.drift();
    }

    void heard(long atMs) {
        heardAtMs = atMs;
    }

    void passed(boolean in) {
        if (in) entered++;
        else left++;
    }

    void correct(OccupancyCorrected correction) {
        corrected -= correction.drift();
        passagesThen += correction.passages();
        asOfMs = Math.max(asOfMs, correction.asOfMs());
        lastDrift = correction.drift();
        if (correction.by() == By.EYE) countedAtMs = correction.atMs();
    }

    /** People inside as the gates have it, perhaps below zero. */
    long balance() {
        return entered - left + corrected;
    }

    /** Entries and exits since the last correction. */
    long passages() {
        return entered + left - passagesThen;
    }

    /** From when the last correction holds; 0 where there was none. */
    long asOfMs() {
        return asOfMs;
    }

    long heardAtMs() {
        return heardAtMs;
    }

    int inside() {
        return Math.clamp(balance(), 0, Integer.MAX_VALUE);
    }

    Headcount headcount() {
        int drift = drift();
        return new Headcount(inside(), Math.max(heardAtMs, countedAtMs), heardAtMs, drift, margin(drift));
    }

    private int drift() {
        return Math.clamp(Math.min(balance(), 0) == 0 ? lastDrift : balance(), -Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    /** As many as were wrong last, and at least one for each hundred passages since: gates that were wrong once will be again. */
    private int margin(int drift) {
        if (drift == 0) return 0;
        return Math.clamp(passages() / PASSAGES_PER_MISTAKE, Math.abs(drift), Integer.MAX_VALUE);
    }

    long hash() {
        long hash = entered * 31 + left;
        for (long field : new long[] {corrected, passagesThen, heardAtMs, countedAtMs, asOfMs, lastDrift})
            hash = Hash.of(hash) * 31 + field;
        return Hash.of(hash);
    }
}
