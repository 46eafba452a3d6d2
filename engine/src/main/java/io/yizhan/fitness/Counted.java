package io.yizhan.fitness;

import static io.yizhan.equipment.MachineSession.UNTOLD;

import io.yizhan.equipment.MachineSession;

/**
 * What a machine has counted of a session. Immutable. What it does not say in one word stays as it was said last: records of the Fitness
 * Machine Service have different fields from one to the next.
 */
record Counted(int elapsedS, int distanceM, int energyKcal) {
    static final Counted NOTHING = new Counted(UNTOLD, UNTOLD, UNTOLD);

    static Counted of(MachineSession said) {
        return new Counted(said.elapsedS(), said.distanceM(), said.energyKcal());
    }

    /** Whether the machine has begun to count anew: by the time where both tell it, else by whatever else both tell. */
    boolean isBefore(Counted known) {
        if (elapsedS != UNTOLD && known.elapsedS != UNTOLD) return elapsedS < known.elapsedS;
        return (distanceM != UNTOLD && distanceM < known.distanceM)
                || (energyKcal != UNTOLD && energyKcal < known.energyKcal);
    }

    Counted then(Counted next) {
        return new Counted(
                Math.max(elapsedS, next.elapsedS),
                Math.max(distanceM, next.distanceM),
                Math.max(energyKcal, next.energyKcal));
    }

    /** Both together, where the machine has lost what it had counted. */
    Counted plus(Counted more) {
        return new Counted(
                sum(elapsedS, more.elapsedS), sum(distanceM, more.distanceM), sum(energyKcal, more.energyKcal));
    }

    private static int sum(int one, int other) {
        return one == UNTOLD ? other : other == UNTOLD ? one : one + other;
    }
}
