package io.yizhan.journal.stream;

import io.yizhan.journal.file.LawlessFile;

/** A stream that knows files: with {@link LawlessFile} a cycle. */
final class LawlessStream {
    private LawlessStream() {}

    static String sideways(EventStream stream) {
        return LawlessFile.sideways(stream);
    }
}
