package io.yizhan.equipment.ftms;

import static io.yizhan.equipment.ftms.Width.FLAG;
import static io.yizhan.equipment.ftms.Width.S16;
import static io.yizhan.equipment.ftms.Width.U16;
import static io.yizhan.equipment.ftms.Width.U24;
import static io.yizhan.equipment.ftms.Width.U8;

import io.yizhan.equipment.ftms.RecordForm.Field;
import java.util.List;

/**
 * The table of all fields, by kind of machine. Where sources differ there are several forms, the documented one first: resistance has two
 * bytes in the first XML of the Bluetooth SIG and in bikes that are sold, one byte in later ones; a treadmill's pace one byte, later two; the
 * flags of a cross trainer three bytes, in Huawei's guide two.
 */
final class RecordForms {
    private static final List<RecordForm> TREADMILL = List.of(
            treadmill(at(5, Quantity.PACE, U8), at(6, Quantity.AVERAGE_PACE, U8)),
            treadmill(at(5, Quantity.PACE_OF_500_M, U16), at(6, Quantity.AVERAGE_PACE_OF_500_M, U16)));

    private static final List<RecordForm> CROSS_TRAINER =
            List.of(crossTrainer(U24, S16), crossTrainer(U24, U8), crossTrainer(U16, S16), crossTrainer(U16, U8));

    private static final List<RecordForm> STEP_CLIMBER = List.of(RecordForm.of(
            U16,
            at(0, Quantity.FLOORS, U16),
            at(0, Quantity.STEPS, U16),
            at(1, Quantity.STEP_RATE, U16),
            at(2, Quantity.AVERAGE_STEP_RATE, U16),
            at(3, Quantity.CLIMBED, U16),
            at(4, Quantity.ENERGY, U16),
            at(4, Quantity.ENERGY_PER_HOUR, U16),
            at(4, Quantity.ENERGY_PER_MINUTE, U8),
            at(5, Quantity.HEART_RATE, U8),
            at(6, Quantity.METABOLIC_EQUIVALENT, U8),
            at(7, Quantity.ELAPSED, U16),
            at(8, Quantity.LEFT, U16)));

    private static final List<RecordForm> ROWER = List.of(rower(S16), rower(U8));

    private static final List<RecordForm> INDOOR_BIKE = List.of(indoorBike(S16), indoorBike(U8));

    private RecordForms() {}

    /** The documented one first; none for what is no record. */
    static List<RecordForm> of(Characteristic characteristic) {
        return switch (characteristic) {
            case TREADMILL -> TREADMILL;
            case CROSS_TRAINER -> CROSS_TRAINER;
            case STEP_CLIMBER -> STEP_CLIMBER;
            case ROWER -> ROWER;
            case INDOOR_BIKE -> INDOOR_BIKE;
            case MACHINE_STATUS -> List.of();
        };
    }

    private static RecordForm treadmill(Field pace, Field averagePace) {
        return RecordForm.of(
                U16,
                at(0, Quantity.SPEED, U16),
                at(1, Quantity.AVERAGE_SPEED, U16),
                at(2, Quantity.DISTANCE, U24),
                at(3, Quantity.INCLINATION, S16),
                at(3, Quantity.RAMP_ANGLE, S16),
                at(4, Quantity.CLIMBED_PRECISELY, U16),
                at(4, Quantity.DESCENDED_PRECISELY, U16),
                pace,
                averagePace,
                at(7, Quantity.ENERGY, U16),
                at(7, Quantity.ENERGY_PER_HOUR, U16),
                at(7, Quantity.ENERGY_PER_MINUTE, U8),
                at(8, Quantity.HEART_RATE, U8),
                at(9, Quantity.METABOLIC_EQUIVALENT, U8),
                at(10, Quantity.ELAPSED, U16),
                at(11, Quantity.LEFT, U16),
                at(12, Quantity.FORCE_ON_BELT, S16),
                at(12, Quantity.POWER, S16));
    }

    private static RecordForm crossTrainer(Width flags, Width resistance) {
        return RecordForm.of(
                flags,
                at(0, Quantity.SPEED, U16),
                at(1, Quantity.AVERAGE_SPEED, U16),
                at(2, Quantity.DISTANCE, U24),
                at(3, Quantity.STEP_RATE, U16),
                at(3, Quantity.AVERAGE_STEP_RATE, U16),
                at(4, Quantity.STRIDES, U16),
                at(5, Quantity.CLIMBED, U16),
                at(5, Quantity.DESCENDED, U16),
                at(6, Quantity.INCLINATION, S16),
                at(6, Quantity.RAMP_ANGLE, S16),
                at(7, Quantity.RESISTANCE, resistance),
                at(8, Quantity.POWER, S16),
                at(9, Quantity.AVERAGE_POWER, S16),
                at(10, Quantity.ENERGY, U16),
                at(10, Quantity.ENERGY_PER_HOUR, U16),
                at(10, Quantity.ENERGY_PER_MINUTE, U8),
                at(11, Quantity.HEART_RATE, U8),
                at(12, Quantity.METABOLIC_EQUIVALENT, U8),
                at(13, Quantity.ELAPSED, U16),
                at(14, Quantity.LEFT, U16),
                at(15, Quantity.BACKWARD, FLAG));
    }

    private static RecordForm rower(Width resistance) {
        return RecordForm.of(
                U16,
                at(0, Quantity.STROKE_RATE, U8),
                at(0, Quantity.STROKES, U16),
                at(1, Quantity.AVERAGE_STROKE_RATE, U8),
                at(2, Quantity.DISTANCE, U24),
                at(3, Quantity.PACE_OF_500_M, U16),
                at(4, Quantity.AVERAGE_PACE_OF_500_M, U16),
                at(5, Quantity.POWER, S16),
                at(6, Quantity.AVERAGE_POWER, S16),
                at(7, Quantity.RESISTANCE, resistance),
                at(8, Quantity.ENERGY, U16),
                at(8, Quantity.ENERGY_PER_HOUR, U16),
                at(8, Quantity.ENERGY_PER_MINUTE, U8),
                at(9, Quantity.HEART_RATE, U8),
                at(10, Quantity.METABOLIC_EQUIVALENT, U8),
                at(11, Quantity.ELAPSED, U16),
                at(12, Quantity.LEFT, U16));
    }

    private static RecordForm indoorBike(Width resistance) {
        return RecordForm.of(
                U16,
                at(0, Quantity.SPEED, U16),
                at(1, Quantity.AVERAGE_SPEED, U16),
                at(2, Quantity.CADENCE, U16),
                at(3, Quantity.AVERAGE_CADENCE, U16),
                at(4, Quantity.DISTANCE, U24),
                at(5, Quantity.RESISTANCE, resistance),
                at(6, Quantity.POWER, S16),
                at(7, Quantity.AVERAGE_POWER, S16),
                at(8, Quantity.ENERGY, U16),
                at(8, Quantity.ENERGY_PER_HOUR, U16),
                at(8, Quantity.ENERGY_PER_MINUTE, U8),
                at(9, Quantity.HEART_RATE, U8),
                at(10, Quantity.METABOLIC_EQUIVALENT, U8),
                at(11, Quantity.ELAPSED, U16),
                at(12, Quantity.LEFT, U16));
    }

    private static Field at(int bit, Quantity quantity, Width width) {
        return new Field(bit, quantity, width);
    }
}
