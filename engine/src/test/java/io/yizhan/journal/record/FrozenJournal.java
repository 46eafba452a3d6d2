package io.yizhan.journal.record;

import io.yizhan.journal.frame.Frame;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A journal that a former program wrote ({@link io.yizhan.journal.file.FreezeJournal}), every kind of event in it, and what that program told
 * of it, line by line. {@code journal-5} is of a program that said why a reservation was cancelled, {@code journal-5-without-reasons} of an
 * earlier one that told the same version.
 *
 * @param folder in the tests' resources
 */
record FrozenJournal(Path folder) {
    static final String SEGMENT = "00000000000000000001.journal";

    static List<FrozenJournal> all() throws IOException, URISyntaxException {
        Path frozen = Path.of(FrozenJournal.class.getResource("/frozen").toURI());
        try (Stream<Path> folders = Files.list(frozen)) {
            return folders.filter(folder -> folder.getFileName().toString().startsWith("journal-"))
                    .sorted()
                    .map(FrozenJournal::new)
                    .toList();
        }
    }

    List<String> lines() throws IOException {
        return Files.readAllLines(folder.resolve("events.jsonl"));
    }

    /** Hands over its events as the bytes that were written. */
    void records(Frame.EventBytes taker) throws IOException {
        ByteBuffer bytes =
                ByteBuffer.wrap(Files.readAllBytes(folder.resolve(SEGMENT))).order(ByteOrder.LITTLE_ENDIAN);
        Frame frame = new Frame();
        UnsafeBuffer view = new UnsafeBuffer(bytes);
        int at = 0;
        while (bytes.capacity() - at >= Frame.HEADER_BYTES) {
            if (frame.headerHolds(bytes, at)) {
                Frame.events(bytes, at, view, taker, (within, cause) -> new IOException("at " + within, cause));
                at += Frame.bytes(bytes, at);
            } else {
                at += Frame.ALIGNMENT;
            }
        }
    }

    @Override
    public String toString() {
        return folder.getFileName().toString();
    }
}
