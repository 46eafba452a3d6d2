package io.yizhan.catalogue.edition;

import io.yizhan.catalogue.CatalogueDifference;
import io.yizhan.core.Reservation;
import java.util.List;

/**
 * What comes of another catalogue.
 *
 * @param difference in what the two differ
 * @param slotsOpened see {@link Outlook}
 * @param slotsKept see {@link Outlook}
 * @param kept reservations at venues that are not as they were: they stay as they were made
 * @param gone reservations to come at venues that the catalogue lacks: because of one of them it is refused
 * @param fromNextStart numbers of the city that the engine goes by only when it is started again, as the file calls them
 */
public record Consequences(
        CatalogueDifference difference,
        int slotsOpened,
        int slotsKept,
        Met kept,
        Met gone,
        List<String> fromNextStart) {

    /**
     * Reservations that have not ended.
     *
     * @param count of all
     * @param oldest as many as somebody looks through, oldest first
     */
    public record Met(int count, List<Reservation> oldest) {
        public static final Met NONE = new Met(0, List.of());
    }

    /** The same, with others that are gone. */
    public Consequences withGone(Met others) {
        return new Consequences(difference, slotsOpened, slotsKept, kept, others, fromNextStart);
    }
}
