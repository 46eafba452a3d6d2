package io.yizhan.equipment;

/**
 * What a machine says of whoever is on it. {@link #UNTOLD} where it says nothing of a number.
 *
 * @param pass that was shown to the machine; "" for none
 * @param elapsedS since the session began
 * @param distanceM since then
 * @param energyKcal since then
 * @param heartRateBpm now; 0 where nothing is measured
 * @param powerW now
 * @param moving whether it says so by a speed or a rate
 */
public record MachineSession(
        String pass, int elapsedS, int distanceM, int energyKcal, int heartRateBpm, int powerW, boolean moving) {
    public static final int UNTOLD = -1;

    /** Whether somebody has done something since then. What is counted goes back where another session begins, or the machine is reset. */
    public boolean progressedSince(MachineSession before) {
        return isMoving()
                || elapsedS > before.elapsedS
                || distanceM > before.distanceM
                || energyKcal > before.energyKcal;
    }

    /** Nothing is counted, and nothing moves: it waits for somebody. */
    public boolean isIdle() {
        return !isMoving() && elapsedS <= 0 && distanceM <= 0 && energyKcal <= 0;
    }

    private boolean isMoving() {
        return moving || powerW > 0;
    }
}
