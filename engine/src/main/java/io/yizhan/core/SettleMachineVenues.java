package io.yizhan.core;

import java.util.List;

/**
 * What follows for venues that are machines from how these stand: where one is out of order, the slot that runs and those that begin within
 * {@value #AHEAD_MIN} minutes are closed; where it is in order, what it has closed opens again; a machine that is not named any more counts as
 * in order. Said again, nothing happens. What is too much for one command is left for the next.
 *
 * @param machines all of the city's that are venues
 */
public record SettleMachineVenues(List<Machine> machines) implements Command.OfMachines {
    /** Far enough that its member is told before they leave home, and short enough that a fault of a minute takes little. */
    public static final int AHEAD_MIN = 120;

    /** How much is known of a machine. */
    public enum Standing {
        IN_ORDER,
        OUT_OF_ORDER,
        /** Not heard, or not for long enough to be believed: all stays as it is. */
        UNSURE
    }

    /**
     * @param id in the catalogue
     * @param venueNo that it is
     * @param reason for members, at most {@value Command#REASON_MAX} characters; used where it is out of order
     */
    public record Machine(String id, int venueNo, Standing standing, String reason) {}

    @Override
    public Class<Outcome.Done> answer() {
        return Outcome.Done.class;
    }
}
