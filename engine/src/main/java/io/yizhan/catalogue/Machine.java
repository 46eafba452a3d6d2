package io.yizhan.catalogue;

/**
 * A smart machine of a station, which reports its state and its workouts.
 *
 * @param id unique in the city, for instance sh-001-m1
 * @param kind for instance TREADMILL; capitals and underscores
 * @param venueId the venue of its station that it is, as a VR bay that is booked by the hour; "" for none
 */
public record Machine(String id, Text name, String kind, String venueId) {
    /** One that nobody books. */
    public Machine(String id, Text name, String kind) {
        this(id, name, kind, "");
    }
}
