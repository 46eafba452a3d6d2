package io.yizhan.core.table;

import io.yizhan.core.SlotKey;
import io.yizhan.core.VenueTerms;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The terms of each venue, by its number. */
public final class VenueTable {
    private @Nullable VenueTerms[] terms = new VenueTerms[64];

    public boolean has(int venueNo) {
        return find(venueNo) != null;
    }

    /** Null where the venue was never defined. */
    public @Nullable VenueTerms find(int venueNo) {
        return venueNo > 0 && venueNo < terms.length ? terms[venueNo] : null;
    }

    public VenueTerms terms(int venueNo) {
        VenueTerms found = find(venueNo);
        if (found == null) throw new IllegalStateException("the venue " + venueNo + " was never defined");
        return found;
    }

    public VenueTerms termsOf(long slotKey) {
        return terms(SlotKey.venueNo(slotKey));
    }

    /** Above every number that was ever defined. */
    public int end() {
        return terms.length;
    }

    public void define(int venueNo, VenueTerms defined) {
        if (venueNo >= terms.length) terms = Arrays.copyOf(terms, Math.max(venueNo + 1, terms.length * 2));
        terms[venueNo] = defined;
    }
}
