package io.yizhan.catalogue;

/**
 * Where people are counted as they pass. In the file a gate of which nothing but the id is said may stand as that id alone.
 *
 * @param id unique in the city, for instance sh-001-g1
 * @param venueId the venue of its station that it leads into from inside: who passes it is counted there, and not into the station; "" for a
 *     gate of the station itself
 */
public record Gate(String id, String venueId) {
    /** One of the station itself, of which nothing else is said. */
    public static Gate of(String id) {
        return new Gate(id, "");
    }
}
