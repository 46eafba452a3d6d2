package io.yizhan.region;

import io.yizhan.catalogue.Directory;
import io.yizhan.catalogue.DrawPolicy;
import io.yizhan.catalogue.SlotIds;
import io.yizhan.catalogue.Venue;
import io.yizhan.core.DrawTerms;
import io.yizhan.core.SlotKey;
import io.yizhan.core.VenueCommand;
import io.yizhan.secret.DrawSecrets;
import org.jspecify.annotations.Nullable;

/**
 * The draws that a policy wants for slots that are about to be opened. One is announced with its slot and before anybody can enter: so a slot
 * that is released already when it is opened has none, nor has one whose window would end after its booking has closed, or in which something
 * of its own takes place.
 */
final class PlannedDraws {
    private final Directory directory;
    private final DrawSecrets secrets;
    private final SlotIds slotIds;
    private final long nowMs;

    PlannedDraws(Directory directory, DrawSecrets secrets, long nowMs) {
        this.directory = directory;
        this.secrets = secrets;
        this.nowMs = nowMs;
        slotIds = new SlotIds(directory);
    }

    /** The same slots, with their draws. */
    VenueCommand.OpenSlots with(VenueCommand.OpenSlots slots) {
        Venue venue = directory.venue(slots.venueNo());
        DrawPolicy policy =
                venue == null ? null : directory.policy(venue.policyId()).draw();
        if (policy == null) return slots;
        @Nullable DrawTerms[] draws = new @Nullable DrawTerms[slots.startMin().length];
        for (int i = 0; i < draws.length; i++) draws[i] = draw(slots, i, policy);
        return slots.with(draws);
    }

    private @Nullable DrawTerms draw(VenueCommand.OpenSlots slots, int i, DrawPolicy policy) {
        if (slots.activities()[i] != null || slots.closed()[i]) return null;
        int opensMin = slots.neighboursMin()[i];
        int closesMin = opensMin + policy.windowMin();
        int decidedMin = closesMin + policy.revealMin();
        boolean tooLate = slots.releaseMin()[i] * 60_000L <= nowMs || decidedMin >= slots.startMin()[i];
        if (tooLate) return null;
        String drawId = slotIds.format(SlotKey.of(slots.venueNo(), slots.startMin()[i]));
        return new DrawTerms(
                drawId,
                1,
                closesMin,
                policy.revealMin() == 0 ? 0 : decidedMin,
                policy.weightMax(),
                secrets.commitment(drawId, 1),
                policy.source());
    }
}
