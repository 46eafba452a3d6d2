package io.yizhan.http.openactive;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.yizhan.catalogue.Activity;
import io.yizhan.catalogue.Directory;
import io.yizhan.catalogue.Station;
import io.yizhan.catalogue.Venue;
import io.yizhan.core.SlotKey;
import io.yizhan.http.region.DirectoryIndex;
import java.util.BitSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What each slot of a catalogue is to OpenActive, and what belongs to what there. Any thread. */
final class Opportunities {
    /** The slots of class rooms: some ten thousand in a large city. */
    private static final long ACTIVITIES_KEPT_MAX = 100_000;

    final DirectoryIndex index;
    /** Venues in which activities take place. */
    private final BitSet withActivities = new BitSet();

    private final Cache<Long, Optional<Activity>> activities =
            Caffeine.newBuilder().maximumSize(ACTIVITIES_KEPT_MAX).build();

    private Opportunities(DirectoryIndex index) {
        this.index = index;
        Directory directory = index.directory;
        for (Station station : directory.stations())
            for (Activity activity : station.activities()) withActivities.set(directory.venueNo(activity.venueId()));
    }

    static Opportunities of(DirectoryIndex index) {
        return index.derived(Opportunities.class, () -> new Opportunities(index));
    }

    /** Whether a slot is in this feed, or would be if it were still there. */
    boolean isIn(FeedKind kind, long slotKey) {
        Activity activity = activity(slotKey);
        return switch (kind) {
            case SCHEDULED_SESSIONS -> activity != null && Concepts.activity(activity) != null;
            case SLOTS -> activity == null;
            case SESSION_SERIES, FACILITY_USES -> false;
        };
    }

    /** What takes place in a slot; null where anybody does there as they like. */
    @Nullable
    Activity activity(long slotKey) {
        if (!withActivities.get(SlotKey.venueNo(slotKey))) return null;
        Optional<Activity> known = activities.get(slotKey, key -> Optional.ofNullable(index.horizon.activityIn(key)));
        return known == null ? null : known.orElse(null);
    }

    /** Whether its venue is told of as a facility: where all that takes place there are activities, it is none. */
    static boolean isFacility(Venue venue) {
        return !venue.schedule().isEmpty();
    }

    /** Courts and tables of one kind at one station are one facility; a place for many is one by itself. */
    static String facilityId(Station station, Venue venue) {
        return isCourt(venue) ? station.id() + '.' + venue.kind() : venue.id();
    }

    /** Whether a party has all of it. */
    static boolean isCourt(Venue venue) {
        return venue.allocation() == Venue.Allocation.EXCLUSIVE;
    }
}
