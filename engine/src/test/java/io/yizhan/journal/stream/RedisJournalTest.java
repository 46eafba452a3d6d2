package io.yizhan.journal.stream;

import io.yizhan.journal.Journal;
import io.yizhan.journal.JournalContract;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;

/** The contract of a journal whose stream is in a real Redis. */
@Tag("server")
class RedisJournalTest extends JournalContract {
    private final RedisRegion region = new RedisRegion();
    private long epoch;

    @Override
    protected Journal open() throws IOException {
        EventStream stream = new RedisEventStream(region.options());
        return StreamJournal.takeOver(stream, ++epoch, 0, StreamJournalOptions.of(region.name), System::nanoTime);
    }

    @AfterEach
    void empty() {
        region.empty();
    }
}
