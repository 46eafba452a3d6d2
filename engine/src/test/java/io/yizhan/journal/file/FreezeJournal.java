package io.yizhan.journal.file;

import io.yizhan.journal.record.EventCodec;
import io.yizhan.journal.record.EventSamples;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Writes a journal of every kind of event as this program writes it: to be kept as a file before the format changes, see
 * {@link io.yizhan.journal.record.FrozenJournalTest}. Argument: the folder, which must not exist.
 */
final class FreezeJournal {
    private static final int OF_EACH_KIND = 2;
    private static final int SEGMENT_BYTES = 32 * 1024;

    private FreezeJournal() {}

    public static void main(String[] folder) throws IOException {
        FileJournalOptions options = FileJournalOptions.of("frozen").segmentBytes(SEGMENT_BYTES);
        EventSamples samples = new EventSamples(EventCodec.SCHEMA_VERSION);
        try (FileJournal journal = FileJournal.open(new FolderDisk(Path.of(folder[0])), options, Runnable::run)) {
            for (int i = 0; i < OF_EACH_KIND * EventSamples.KINDS; i++) {
                journal.append(samples.of(i % EventSamples.KINDS));
            }
            journal.sync();
        }
    }
}
