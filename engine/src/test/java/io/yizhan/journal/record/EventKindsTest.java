package io.yizhan.journal.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.yizhan.core.Event;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.agrona.ExpandableArrayBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever adds a kind of event has described it everywhere, or is told here where not. */
class EventKindsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<Class<?>, Event> SAMPLES = samples();

    private static Map<Class<?>, Event> samples() {
        EventSamples samples = new EventSamples(3);
        Map<Class<?>, Event> byKind = new HashMap<>();
        for (int kind = 0; kind < EventSamples.KINDS; kind++) {
            Event sample = samples.of(kind);
            byKind.put(sample.getClass(), sample);
        }
        return byKind;
    }

    static Class<?>[] kinds() {
        return Event.class.getPermittedSubclasses();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void writesReadsAndTellsEveryKind(Class<?> kind) throws Exception {
        assertThat(SAMPLES).as("samples, for round trips and fuzz").containsKey(kind);
        Event sample = Objects.requireNonNull(SAMPLES.get(kind));

        EventCodec codec = new EventCodec();
        ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        int length = codec.encode(sample, buffer, 0);
        assertThat(length).isLessThanOrEqualTo(codec.encodedBytesMax(sample));
        EventCodecTest.assertSame(codec.decode(buffer, 0, length), sample);

        AuditEntry entry = AuditEntry.of(sample);
        assertThat(entry.kind()).isEqualTo(kind.getSimpleName());
        assertThat(entry.reservationId() != null || entry.member() != null || entry.payload() != null)
                .as("the audit trail says more than that it happened: %s", entry)
                .isTrue();
        if (entry.payload() != null)
            assertThat(JSON.readTree(entry.payload()).isObject()).isTrue();

        assertThat(JSON.readTree(DumpJson.line(7, sample)).size())
                .as("fields besides number, time and kind: %s", DumpJson.line(7, sample))
                .isGreaterThan(3);
    }
}
