package io.yizhan.journal.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.yizhan.core.Event;
import io.yizhan.core.ReservationState;
import io.yizhan.core.VenueTerms;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

public class EventCodecTest {
    private final EventCodec codec = new EventCodec();
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[64 * 1024]);

    @Test
    void readsBackEveryKindOfEventAsItWas() throws EventUnreadable {
        EventSamples samples = new EventSamples(42);
        for (int i = 0; i < 22_000; i++) {
            Event event = samples.of(i % EventSamples.KINDS);
            int offset = i % 13;
            int length = codec.encode(event, buffer, offset);
            assertThat(length).as("bound for %s", event).isLessThanOrEqualTo(codec.encodedBytesMax(event));
            assertSame(codec.decode(buffer, offset, length), event);
        }
    }

    public static void assertSame(Event actual, Event expected) {
        if (!actual.getClass().equals(expected.getClass())) throw new AssertionError(actual + " is not " + expected);
        for (var component : expected.getClass().getRecordComponents()) {
            try {
                Object[] one = {component.getAccessor().invoke(actual)};
                Object[] other = {component.getAccessor().invoke(expected)};
                if (!Arrays.deepEquals(one, other)) throw new AssertionError(component + " of " + actual);
            } catch (ReflectiveOperationException e) {
                throw new LinkageError(e.getMessage(), e);
            }
        }
    }

    @Test
    void writesTheSameBytesAsThisVersionAlwaysDid() throws EventUnreadable {
        Event event = new Event.ReservationPlaced(
                1, 2, "é7", 3, 4, new long[] {5, 6}, 7, ReservationState.WAITLISTED, 8, (short) 2, 9, 10, true, true);
        String golden = "3600040001230c00" // fixed bytes, template, schema, version
                + "01000000000000000200000000000000030000000000000004000000000000000800000000000000"
                + "07000000" + "090000000a000000020b" + "08000200"
                + "05000000000000000600000000000000" + "0300c3a937";
        assertThat(hex(codec.encode(event, buffer, 0))).isEqualTo(golden);
        assertSame(decoded(golden), event);
    }

    @Test
    void readsWhatVersionOneWroteAndLeavesTheTermsToTheVenue() throws EventUnreadable {
        assertSame(
                decoded("2c00040001230100"
                        + "01000000000000000200000000000000030000000000000004000000000000000800000000000000"
                        + "07000000" + "08000200" + "05000000000000000600000000000000" + "0300c3a937"),
                new Event.ReservationPlaced(1, 2, "é7", 3, 4, new long[] {5, 6}, 7, 8, 0, 0, 0));
        assertSame(
                decoded("1900010001230100" + "0100000000000000" + "0200000003000000040000000500000001"),
                new Event.VenueDefined(1, 2, new VenueTerms(3, true, 4, 5)));
        assertSame(
                decoded("0c00020001230100" + "0100000000000000" + "02000000" + "11000100"
                        + "3c000000780000000300000004000000" + "01"),
                new Event.SlotsOpened(
                        1,
                        2,
                        null,
                        new int[] {60},
                        new int[] {120},
                        new int[] {3},
                        new int[] {4},
                        new boolean[] {true},
                        new int[] {0}));
    }

    @Test
    void readsWhatVersionOneWroteOfAGateWithoutNumbersThatWereGivenUp() throws EventUnreadable {
        assertSame(
                decoded("0c000a0001230100" + "0100000000000000" + "02000000" + "12000100"
                        + "05000000000000000600000000000000" + "0100" + "010063" + "010067" + "02006237"),
                new Event.GateEventsRecorded(
                        1,
                        "g",
                        "b7",
                        2,
                        new long[] {5},
                        new long[] {6},
                        new boolean[] {true},
                        new boolean[] {false},
                        new String[] {"c"},
                        new long[0]));
    }

    private Event decoded(String hex) throws EventUnreadable {
        byte[] bytes = HexFormat.of().parseHex(hex);
        return codec.decode(new UnsafeBuffer(bytes), 0, bytes.length);
    }

    @Test
    void writesTheSameBytesForEveryKindAsThisVersionAlwaysDid() {
        StringBuilder all = new StringBuilder();
        EventSamples samples = new EventSamples(7);
        for (int kind = 0; kind < EventSamples.KINDS; kind++) {
            all.append(hex(codec.encode(samples.of(kind), buffer, 0)));
        }
        assertThat(all.toString().hashCode()).isEqualTo(GOLDEN_HASH);
    }

    private static final int GOLDEN_HASH = 1800677476;

    private static final int CLASSES_LOADED_AFTER = 5_000;

    private String hex(int length) {
        return HexFormat.of().formatHex(buffer.byteArray(), 0, length);
    }

    @Test
    void refusesAnotherSchemaANewerVersionAndAnUnknownTemplate() {
        int length = codec.encode(EventSamples.placed(1), buffer, 0);
        buffer.putShort(6, (short) (EventCodec.SCHEMA_VERSION + 1));
        assertThatThrownBy(() -> codec.decode(buffer, 0, length))
                .isInstanceOf(EventUnreadable.class)
                .hasMessageContaining("schema version " + (EventCodec.SCHEMA_VERSION + 1) + "; this program reads 1 to "
                        + EventCodec.SCHEMA_VERSION + ": use one at least as new");
        buffer.putShort(6, (short) EventCodec.SCHEMA_VERSION);
        buffer.putShort(2, (short) 99);
        assertThatThrownBy(() -> codec.decode(buffer, 0, length)).hasMessageContaining("no event has template 99");
        buffer.putShort(4, (short) 1);
        assertThatThrownBy(() -> codec.decode(buffer, 0, length)).hasMessageContaining("schema 1 is not");
    }

    @Test
    void refusesAnEventThatIsCutOffAnywhereOrTooLong() {
        EventSamples samples = new EventSamples(3);
        for (int i = 0; i < 300; i++) {
            int length = codec.encode(samples.any(), buffer, 0);
            for (int cut = -1; cut < length; cut++) {
                int wrong = cut < 0 ? length + 1 : cut;
                assertThatThrownBy(() -> codec.decode(buffer, 0, wrong)).isInstanceOf(EventUnreadable.class);
            }
        }
    }

    @Test
    void refusesATextThatIsTooLong() {
        Event event = new Event.GateBootForgotten(1, "x".repeat(70_000), "");
        assertThatThrownBy(() -> codec.encode(event, buffer, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("70000 bytes");
    }

    @Test
    void makesAnEventOrSaysWhyNotOfMutatedBytesAndAllocatesLittle() {
        EventSamples samples = new EventSamples(5);
        SplittableRandom random = new SplittableRandom(5);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int unreadable = 0;
        for (int i = 0; i < 200_000; i++) {
            int length = codec.encode(samples.any(), buffer, 0);
            for (int n = random.nextInt(4); n >= 0; n--)
                buffer.putByte(random.nextInt(random.nextBoolean() ? length : 8), (byte) random.nextInt());
            int given = random.nextInt(4) == 0 ? random.nextInt(length + 1) : length;
            long before = threads.getCurrentThreadAllocatedBytes();
            try {
                codec.decode(buffer, 0, given);
            } catch (EventUnreadable e) {
                unreadable++;
            }
            long allocated = threads.getCurrentThreadAllocatedBytes() - before;
            if (i >= CLASSES_LOADED_AFTER) assertThat(allocated).isLessThan(64L * length + 16_384);
        }
        assertThat(unreadable).isBetween(20_000, 199_000);
    }

    @Test
    void makesNoGarbageWhenItEncodesAReservation() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Event event = EventSamples.placed(77);
        for (int i = 0; i < 50_000; i++) codec.encode(event, buffer, 0);
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 10_000; i++) codec.encode(event, buffer, 0);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000);
    }
}
