package io.yizhan.equipment;

import io.yizhan.equipment.ftms.Quantity;
import io.yizhan.equipment.ftms.Reading;
import io.yizhan.equipment.ftms.StatusWord;

/** What the records and states of the Fitness Machine Service mean here. */
public final class FrameWords {
    private static final Quantity[] MOVING = {
        Quantity.SPEED, Quantity.STEP_RATE, Quantity.STROKE_RATE, Quantity.CADENCE, Quantity.POWER
    };

    private FrameWords() {}

    /** Records say nothing of a state: it is seen from what moves and what is counted. */
    static Telemetry of(Reading reading, long atMs) {
        boolean moving = false;
        for (Quantity each : MOVING) moving |= reading.value(each) > 0;
        MachineSession session = new MachineSession(
                "",
                number(reading, Quantity.ELAPSED),
                number(reading, Quantity.DISTANCE),
                number(reading, Quantity.ENERGY),
                number(reading, Quantity.HEART_RATE),
                reading.has(Quantity.POWER) ? Math.max(0, number(reading, Quantity.POWER)) : MachineSession.UNTOLD,
                moving);
        return new Telemetry(atMs, null, session);
    }

    /** A stop can't be told from a pause. Whoever pauses may go on; whoever has stopped leaves the machine to its time-out. */
    public static Telemetry of(StatusWord word, long atMs) {
        MachineState state = switch (word) {
            case STARTED -> MachineState.IN_USE;
            case RESET, STOPPED_BY_SAFETY_KEY -> MachineState.AVAILABLE;
            case STOPPED_OR_PAUSED, CONTROL_LOST, OTHER -> null;
        };
        return new Telemetry(atMs, state, null);
    }

    private static int number(Reading reading, Quantity quantity) {
        return reading.has(quantity) ? (int) reading.value(quantity) : MachineSession.UNTOLD;
    }
}
