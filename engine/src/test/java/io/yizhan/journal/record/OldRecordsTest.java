package io.yizhan.journal.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yizhan.core.Event;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.agrona.ExpandableArrayBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A record of before a field was appended is read by its own length: a reader that took the new one would take the bytes behind it for the
 * field, or miss them. What such records say, {@link FrozenJournalTest} holds.
 */
class OldRecordsTest {
    private final EventCodec codec = new EventCodec();
    private final ExpandableArrayBuffer rewritten = new ExpandableArrayBuffer();

    static Stream<FrozenJournal> journals() throws Exception {
        return FrozenJournal.all().stream();
    }

    @ParameterizedTest
    @MethodSource("journals")
    void readsEveryRecordByItsOwnLength(FrozenJournal journal) throws IOException {
        AtomicInteger records = new AtomicInteger();
        journal.records((seq, bytes, at, length, continues) -> {
            String told = DumpJson.line(seq, codec.decode(bytes, at, length));
            for (int wrong : new int[] {length - 1, length + 1})
                assertThatThrownBy(() -> codec.decode(bytes, at, wrong))
                        .as("%d bytes instead of %d of %s", wrong, length, told)
                        .isInstanceOf(EventUnreadable.class);
            records.incrementAndGet();
        });
        assertThat(records).hasValue(journal.lines().size());
    }

    /** What an older program wrote goes on to a newer one's journal, as where a stream begins anew. */
    @ParameterizedTest
    @MethodSource("journals")
    void losesNothingOfARecordThatIsWrittenAnew(FrozenJournal journal) throws IOException {
        journal.records((seq, bytes, at, length, continues) -> {
            Event event = codec.decode(bytes, at, length);
            Event anew = codec.decode(rewritten, 0, codec.encode(event, rewritten, 0));
            assertThat(DumpJson.line(seq, anew)).isEqualTo(DumpJson.line(seq, event));
        });
    }
}
