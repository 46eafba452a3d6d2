package io.yizhan.journal.file;

import io.yizhan.journal.stream.EventStream;

/** A file that knows streams: see {@code JournalLayoutTest}. */
public final class LawlessFile {
    private LawlessFile() {}

    public static String sideways(EventStream stream) {
        return stream.toString();
    }
}
