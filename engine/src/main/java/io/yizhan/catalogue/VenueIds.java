package io.yizhan.catalogue;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Venue numbers by the id at the start of a longer text, found without cutting it out. Open addressing; immutable; any thread. */
final class VenueIds {
    private final @Nullable String[] ids;
    private final int[] venueNos;

    /** Each id's characters, by venue number; empty where a number has no venue. */
    private final byte[][] ascii;

    VenueIds(Directory directory) {
        int end = directory.venueNoEnd();
        int size = Integer.highestOneBit(Math.max(4, end)) * 4;
        ids = new @Nullable String[size];
        venueNos = new int[size];
        ascii = new byte[end][];
        for (int venueNo = 0; venueNo < end; venueNo++) {
            String id = directory.venueId(venueNo);
            ascii[venueNo] = id == null ? new byte[0] : id.getBytes(StandardCharsets.ISO_8859_1);
            if (id == null) continue;
            int at = hash(id, id.length()) & size - 1;
            while (venueNos[at] != 0) at = (at + 1) & size - 1;
            ids[at] = id;
            venueNos[at] = venueNo;
        }
    }

    /** The venue whose id is the first {@code length} characters; 0 where there is none. */
    int venueNo(String text, int length) {
        int mask = ids.length - 1;
        for (int at = hash(text, length) & mask; venueNos[at] != 0; at = (at + 1) & mask) {
            String id = ids[at];
            if (id != null && id.length() == length && text.startsWith(id)) return venueNos[at];
        }
        return 0;
    }

    /** Venue numbers stay below this. */
    int end() {
        return ascii.length;
    }

    byte[] ascii(int venueNo) {
        return ascii[venueNo];
    }

    private static int hash(String text, int length) {
        int hash = 0;
        for (int i = 0; i < length; i++) hash = 31 * hash + text.charAt(i);
        return hash ^ (hash >>> 16);
    }
}
