package io.yizhan.equipment.ftms;

import static io.yizhan.equipment.ftms.Characteristic.INDOOR_BIKE;
import static io.yizhan.equipment.ftms.Characteristic.TREADMILL;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Records that come in several notifications. */
final class FrameMergerTest {
    /** Distance and inclination, with more to come. */
    private static final String FIRST = "0D00881300CEFF1E00";
    /** The heart rate alone, with more to come. */
    private static final String SECOND = "01018C";
    /** Speed, and nothing more. */
    private static final String LAST = "0000E204";

    private static final String WHOLE =
            "{SPEED 12.5km/h, DISTANCE 5000.0m, INCLINATION -5.0%, RAMP_ANGLE 3.0°, HEART_RATE 140.0/min}";

    private final FrameMerger merger = new FrameMerger();

    @Test
    void aRecordOfOneFrameIsWholeAtOnce() {
        assertThat(take(TREADMILL, LAST, 0)).hasToString("{SPEED 12.5km/h}");
    }

    @Test
    void mergesPartsUntilTheLast() {
        assertThat(take(TREADMILL, FIRST, 0)).isNull();
        assertThat(take(TREADMILL, SECOND, 300)).isNull();
        assertThat(take(TREADMILL, LAST, 600)).hasToString(WHOLE);
        assertThat(take(TREADMILL, LAST, 900)).hasToString("{SPEED 12.5km/h}");
    }

    @Test
    void forgetsPartsWhoseEndComesTooLate() {
        take(TREADMILL, FIRST, 0);
        take(TREADMILL, SECOND, 4_000);

        assertThat(take(TREADMILL, LAST, FrameMerger.PARTS_APART_MS_MAX + 1)).hasToString("{SPEED 12.5km/h}");
    }

    @Test
    void takesPartsTogetherUntilTheyAreTooFarApart() {
        take(TREADMILL, FIRST, 0);
        take(TREADMILL, SECOND, 4_000);

        assertThat(take(TREADMILL, LAST, FrameMerger.PARTS_APART_MS_MAX)).hasToString(WHOLE);
    }

    @Test
    void whatIsSaidAgainIsOfTheNextRecord() {
        take(TREADMILL, FIRST, 0);
        take(TREADMILL, SECOND, 100);
        assertThat(take(TREADMILL, SECOND, 200)).isNull();

        assertThat(take(TREADMILL, LAST, 300)).hasToString("{SPEED 12.5km/h, HEART_RATE 140.0/min}");
    }

    @Test
    void partsOfAnotherKindOfRecordAreNotMixed() {
        take(TREADMILL, FIRST, 0);

        assertThat(take(INDOOR_BIKE, "0002C4099B", 100)).hasToString("{SPEED 25.0km/h, HEART_RATE 155.0/min}");
        assertThat(take(TREADMILL, LAST, 200)).hasToString("{SPEED 12.5km/h}");
    }

    @Test
    void aClockThatIsSetBackBeginsAnew() {
        take(TREADMILL, FIRST, 10_000);

        assertThat(take(TREADMILL, LAST, 9_000)).hasToString("{SPEED 12.5km/h}");
    }

    private @Nullable Reading take(Characteristic of, String frame, long nowMs) {
        Decoded decoded = FrameDecoder.decode(of, HexFormat.of().parseHex(frame));
        return merger.take((Decoded.Part) decoded, nowMs);
    }
}
