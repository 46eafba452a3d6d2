package io.yizhan.equipment.ftms;

import static io.yizhan.equipment.ftms.Characteristic.CROSS_TRAINER;
import static io.yizhan.equipment.ftms.Characteristic.INDOOR_BIKE;
import static io.yizhan.equipment.ftms.Characteristic.MACHINE_STATUS;
import static io.yizhan.equipment.ftms.Characteristic.ROWER;
import static io.yizhan.equipment.ftms.Characteristic.STEP_CLIMBER;
import static io.yizhan.equipment.ftms.Characteristic.TREADMILL;
import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.equipment.ftms.Decoded.Fault;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Frames as machines send them, and what becomes of those that no machine would send. */
final class FrameDecoderTest {
    private static final HexFormat HEX = HexFormat.of();

    @Test
    void readsATreadmillsSpeedsAndHeartRate() {
        says(TREADMILL, "0201E204B0049B", "{SPEED 12.5km/h, AVERAGE_SPEED 12.0km/h, HEART_RATE 155.0/min}");
    }

    @Test
    void readsAllThatATreadmillMaySayWithPacesOfTwoBytes() {
        says(
                TREADMILL,
                "FE1F2003EE02881300CEFF1E00640032002C013601F40158020A8C55080758029CFFFA00",
                "{SPEED 8.0km/h, AVERAGE_SPEED 7.5km/h, DISTANCE 5000.0m, INCLINATION -5.0%, RAMP_ANGLE 3.0°, "
                        + "CLIMBED_PRECISELY 10.0m, DESCENDED_PRECISELY 5.0m, PACE_OF_500_M 300.0s, AVERAGE_PACE_OF_500_M 310.0s, "
                        + "FORCE_ON_BELT -100.0N, POWER 250.0W, ENERGY 500.0kcal, ENERGY_PER_HOUR 600.0kcal, "
                        + "ENERGY_PER_MINUTE 10.0kcal, HEART_RATE 140.0/min, METABOLIC_EQUIVALENT 8.5MET, ELAPSED 1800.0s, LEFT 600.0s}");
    }

    @Test
    void readsATreadmillsPacesOfOneByteWhereTheLengthIsTheirs() {
        says(TREADMILL, "61000A0B", "{PACE 1.0km/min, AVERAGE_PACE 1.1km/min}", false);
        says(TREADMILL, "61002C013601", "{PACE_OF_500_M 300.0s, AVERAGE_PACE_OF_500_M 310.0s}", false);
    }

    @Test
    void readsACrossTrainerThatIsMovedBackward() {
        says(CROSS_TRAINER, "008800DC05A0", "{SPEED 15.0km/h, HEART_RATE 160.0/min, BACKWARD 1.0}");
    }

    @Test
    void readsACrossTrainersFlagsOfTwoBytes() {
        says(CROSS_TRAINER, "0088DC05A0", "{SPEED 15.0km/h, HEART_RATE 160.0/min, BACKWARD 1.0}");
    }

    @Test
    void takesTheDocumentedFormWhereSeveralHaveTheLength() {
        // Three bytes of flags and one of resistance, or two and two.
        says(CROSS_TRAINER, "800000DC0507", "{SPEED 15.0km/h, RESISTANCE 7.0}");
    }

    @Test
    void takesTheFormWithoutReservedBitsWhereSeveralHaveTheLength() {
        says(CROSS_TRAINER, "8000DC050700", "{SPEED 15.0km/h, RESISTANCE 7.0}");
    }

    @Test
    void readsAStepClimber() {
        says(STEP_CLIMBER, "2000080096005F", "{FLOORS 8.0, STEPS 150.0, HEART_RATE 95.0/min}");
    }

    @Test
    void readsARower() {
        says(ROWER, "00023C96008C", "{STROKE_RATE 30.0/min, STROKES 150.0, HEART_RATE 140.0/min}");
    }

    @Test
    void readsABike() {
        says(INDOOR_BIKE, "0402C409B4009B", "{SPEED 25.0km/h, CADENCE 90.0/min, HEART_RATE 155.0/min}");
    }

    @Test
    void readsABikeThatIsSoldAndWritesResistanceInTwoBytes() {
        says(
                INDOOR_BIKE,
                "740BC409B400881300FBFF6400F40158020A8C0807",
                "{SPEED 25.0km/h, DISTANCE 5000.0m, CADENCE 90.0/min, RESISTANCE -5.0, POWER 100.0W, ENERGY 500.0kcal, "
                        + "ENERGY_PER_HOUR 600.0kcal, ENERGY_PER_MINUTE 10.0kcal, HEART_RATE 140.0/min, ELAPSED 1800.0s}");
    }

    @Test
    void readsResistanceInOneByteWhereTheLengthIsThat() {
        says(INDOOR_BIKE, "2000C409FB", "{SPEED 25.0km/h, RESISTANCE 251.0}");
        says(ROWER, "80003C9600FB", "{STROKE_RATE 30.0/min, STROKES 150.0, RESISTANCE 251.0}");
    }

    @Test
    void aRecordMaySayNothing() {
        says(TREADMILL, "0100", "{}", false);
    }

    @Test
    void anEnergyOfAllOnesIsNone() {
        says(TREADMILL, "8100FFFFFFFFFF", "{}", false);
        says(TREADMILL, "8100F401FFFFFF", "{ENERGY 500.0kcal}", false);
    }

    @Test
    void aForceOrAnInclinationThatIsNotMeasuredIsNone() {
        says(TREADMILL, "0910FF7F1E00FF7FFA00", "{RAMP_ANGLE 3.0°, POWER 250.0W}", false);
    }

    /** All fields of a kind at once: what each takes was added up from the document, and not from the table. */
    @Test
    void fullRecordsHaveTheLengthsOfTheDocument() {
        hasLength(TREADMILL, "FE1F", 34, 36);
        // With flags of three bytes 40 or 41, of two bytes one less.
        hasLength(CROSS_TRAINER, "FEFF00", 39, 40, 41);
        hasLength(STEP_CLIMBER, "FE01", 23, 23);
        hasLength(ROWER, "FE1F", 29, 30);
        hasLength(INDOOR_BIKE, "FE1F", 29, 30);
    }

    @Test
    void readsWhatAMachineSaysOfItsState() {
        assertThat(status("01")).isEqualTo(new Decoded.Changed(StatusWord.RESET));
        assertThat(status("0202")).isEqualTo(new Decoded.Changed(StatusWord.STOPPED_OR_PAUSED));
        assertThat(status("03")).isEqualTo(new Decoded.Changed(StatusWord.STOPPED_BY_SAFETY_KEY));
        assertThat(status("04")).isEqualTo(new Decoded.Changed(StatusWord.STARTED));
        assertThat(status("FF")).isEqualTo(new Decoded.Changed(StatusWord.CONTROL_LOST));
        assertThat(status("05E803")).isEqualTo(new Decoded.Changed(StatusWord.OTHER));
    }

    @Test
    void refusesWhatIsTooShortForItsFlags() {
        refuses(TREADMILL, "", Fault.TOO_SHORT);
        refuses(TREADMILL, "01", Fault.TOO_SHORT);
        refuses(CROSS_TRAINER, "00", Fault.TOO_SHORT);
        refuses(MACHINE_STATUS, "", Fault.TOO_SHORT);
    }

    @Test
    void refusesALengthThatNoFormHas() {
        refuses(TREADMILL, "0201E204B004", Fault.LENGTH_UNFIT);
        refuses(TREADMILL, "0201E204B0049B00", Fault.LENGTH_UNFIT);
        refuses(CROSS_TRAINER, "0088", Fault.LENGTH_UNFIT);
    }

    @Test
    void knowsCharacteristicsByTheirNumbers() {
        assertThat(Characteristic.of("2acd")).isEqualTo(TREADMILL);
        assertThat(Characteristic.of("2ADA")).isEqualTo(MACHINE_STATUS);
        assertThat(Characteristic.of("2AD3")).isNull();
        assertThat(Characteristic.of("")).isNull();
    }

    private static void says(Characteristic of, String frame, String expected) {
        says(of, frame, expected, true);
    }

    private static void says(Characteristic of, String frame, String expected, boolean last) {
        assertThat(FrameDecoder.decode(of, HEX.parseHex(frame))).isInstanceOfSatisfying(Decoded.Part.class, part -> {
            assertThat(part.reading()).hasToString(expected);
            assertThat(part.last()).isEqualTo(last);
        });
    }

    private static Decoded status(String frame) {
        return FrameDecoder.decode(MACHINE_STATUS, HEX.parseHex(frame));
    }

    private static void refuses(Characteristic of, String frame, Fault fault) {
        assertThat(FrameDecoder.decode(of, HEX.parseHex(frame))).isEqualTo(new Decoded.Refused(fault));
    }

    private static void hasLength(Characteristic of, String flags, Integer... lengths) {
        byte[] head = HEX.parseHex(flags);
        for (int length = head.length; length <= 64; length++) {
            Decoded decoded = FrameDecoder.decode(of, Arrays.copyOf(head, length));
            assertThat(decoded instanceof Decoded.Part)
                    .as("%s of %s bytes", of, length)
                    .isEqualTo(List.of(lengths).contains(length));
        }
    }
}
