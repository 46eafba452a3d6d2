package io.yizhan.equipment.ftms;

/** What a record may say, and in which unit. Raw numbers are whole; {@link #perUnit} of them are one unit. */
public enum Quantity {
    SPEED("km/h", 100),
    AVERAGE_SPEED("km/h", 100),
    DISTANCE("m", 1),
    INCLINATION("%", 10, 0x7FFF),
    RAMP_ANGLE("°", 10, 0x7FFF),
    /** Of a treadmill, which says tenths. */
    CLIMBED_PRECISELY("m", 10),
    DESCENDED_PRECISELY("m", 10),
    CLIMBED("m", 1),
    DESCENDED("m", 1),
    PACE_OF_500_M("s", 1),
    AVERAGE_PACE_OF_500_M("s", 1),
    /** A pace of one byte is a speed by its unit. */
    PACE("km/min", 10),
    AVERAGE_PACE("km/min", 10),
    STEP_RATE("/min", 1),
    AVERAGE_STEP_RATE("/min", 1),
    STRIDES("", 10),
    FLOORS("", 1),
    STEPS("", 1),
    STROKE_RATE("/min", 2),
    AVERAGE_STROKE_RATE("/min", 2),
    STROKES("", 1),
    CADENCE("/min", 2),
    AVERAGE_CADENCE("/min", 2),
    RESISTANCE("", 1),
    FORCE_ON_BELT("N", 1, 0x7FFF),
    POWER("W", 1, 0x7FFF),
    AVERAGE_POWER("W", 1, 0x7FFF),
    ENERGY("kcal", 1, 0xFFFF),
    ENERGY_PER_HOUR("kcal", 1, 0xFFFF),
    ENERGY_PER_MINUTE("kcal", 1, 0xFF),
    HEART_RATE("/min", 1),
    METABOLIC_EQUIVALENT("MET", 10),
    ELAPSED("s", 1),
    LEFT("s", 1),
    /** Of a cross trainer: 1 where it is moved backward. */
    BACKWARD("", 1);

    private static final int ALWAYS_THERE = Integer.MIN_VALUE;

    public final String unit;
    public final int perUnit;
    /** The raw number that says that there is none. */
    private final int absent;

    Quantity(String unit, int perUnit) {
        this(unit, perUnit, ALWAYS_THERE);
    }

    Quantity(String unit, int perUnit, int absent) {
        this.unit = unit;
        this.perUnit = perUnit;
        this.absent = absent;
    }

    boolean isAbsent(int raw) {
        return raw == absent;
    }
}
