package io.yizhan.catalogue;

import org.jspecify.annotations.Nullable;

/**
 * Where people are counted as they pass. In the file a gate of which nothing but the id is said may stand as that id alone.
 *
 * @param id unique in the city, for instance sh-001-g1
 * @param venueId the venue of its station that it leads into from inside: who passes it is counted there, and not into the station; "" for a
 *     gate of the station itself
 * @param controller what reports for it in a protocol of its own; null for a gate that speaks the engine's
 */
public record Gate(String id, String venueId, @Nullable Controller controller) {
    /** One that speaks the engine's own protocol. */
    public Gate(String id, String venueId) {
        this(id, venueId, null);
    }

    /** One of the station itself, of which nothing else is said. */
    public static Gate of(String id) {
        return new Gate(id, "");
    }
}
