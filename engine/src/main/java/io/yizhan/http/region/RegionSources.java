package io.yizhan.http.region;

import io.yizhan.catalogue.Directory;
import io.yizhan.catalogue.edition.CatalogueReplacement;
import io.yizhan.equipment.Equipment;
import io.yizhan.feed.Feed;
import io.yizhan.fitness.MachineSessions;
import io.yizhan.occupancy.UsualNow;
import io.yizhan.sequencer.Inbox;
import java.util.function.Supplier;

/**
 * What the edge serves one region from, and whom it asks. All of it is for any thread, and stays the same while ownership comes and goes.
 *
 * @param region its name, as clients give it in {@code Yizhan-Region}
 * @param directory the present catalogue; may give another one at any time
 * @param inbox refuses with {@link io.yizhan.core.Refusal.RegionStopped} while the region is not here
 * @param whereabouts who owns it now. Asked for every request, so it should cost no more than a volatile read; it leaves {@link
 *     Whereabouts.Here} before the inbox begins to refuse, so that what comes then is sent on instead of refused
 * @param catalogue how another one takes the place of the present one, where the region is here
 * @param equipment what its machines have said here, where the region is here
 * @param sessions what is done on them, until it is written down
 * @param usual how full its stations usually are now, where the region is here
 * @param rows for whoever asks the database of what was answered a moment ago
 */
public record RegionSources(
        String region,
        Supplier<Directory> directory,
        Feed feed,
        Inbox inbox,
        Supplier<Whereabouts> whereabouts,
        CatalogueReplacement catalogue,
        Equipment equipment,
        MachineSessions sessions,
        UsualNow usual,
        RowsReached rows) {}
