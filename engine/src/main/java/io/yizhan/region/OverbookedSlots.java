package io.yizhan.region;

import io.yizhan.core.Overbooked;
import io.yizhan.core.Region;
import io.yizhan.core.SlotKey;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says of which slots the stored reservations take more than there is: a start goes on all the same, since who was told "yes" comes. */
public final class OverbookedSlots {
    private static final Logger LOG = LoggerFactory.getLogger(OverbookedSlots.class);
    private static final int NAMED_MAX = 20;

    private OverbookedSlots() {}

    /** For a start: nothing where all is well. */
    public static void log(String regionId, Region region) {
        List<Overbooked> all = region.overbooked();
        for (Overbooked slot : all.subList(0, Math.min(all.size(), NAMED_MAX)))
            LOG.error("region {}: {}. They all stand, and nobody else gets in", regionId, text(slot));
        if (!all.isEmpty())
            LOG.error(
                    "region {}: {} slots are overbooked in the rows, which no engine writes. \"yizhan doctor\" says more; who cancels, or is cancelled, mends them",
                    regionId,
                    all.size());
    }

    /** In words. */
    public static String text(Overbooked slot) {
        String name = "the slot of venue number " + SlotKey.venueNo(slot.slotKey()) + " at "
                + Instant.ofEpochMilli(SlotKey.startMs(slot.slotKey()));
        return slot.capacity() == 0
                ? name + " is missing, and reservations of it are not"
                : name + " has a capacity of " + slot.capacity() + ", and its reservations take " + slot.taken();
    }
}
