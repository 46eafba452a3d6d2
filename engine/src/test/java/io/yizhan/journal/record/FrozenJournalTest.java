package io.yizhan.journal.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.yizhan.journal.Journal;
import io.yizhan.journal.file.FileJournal;
import io.yizhan.journal.file.FileJournalOptions;
import io.yizhan.journal.file.FolderDisk;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Journals that every former version of the format wrote lie here as files, with every kind of event in them, and are read as they were meant.
 * Beside each lies what its own program told of it, line by line: what it told then is told now, and what was added since may be more.
 */
class FrozenJournalTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Stream<FrozenJournal> journals() throws Exception {
        return FrozenJournal.all().stream();
    }

    /** Whoever raises the version keeps a journal of the former one first, see {@link io.yizhan.journal.file.FreezeJournal}. */
    @Test
    void keepsAJournalOfEveryFormerVersion() throws Exception {
        String[] former = IntStream.range(1, EventCodec.SCHEMA_VERSION)
                .mapToObj(version -> "journal-" + version)
                .toArray(String[]::new);
        assertThat(journals().map(FrozenJournal::toString)).contains(former);
    }

    @ParameterizedTest
    @MethodSource("journals")
    void readsWhatEveryVersionWrote(FrozenJournal frozen, @TempDir Path folder) throws Exception {
        List<String> lines = frozen.lines();
        Path journalFolder = Files.createDirectory(folder.resolve("journal"));
        Files.copy(frozen.folder().resolve(FrozenJournal.SEGMENT), journalFolder.resolve(FrozenJournal.SEGMENT));

        List<String> told = new ArrayList<>();
        FileJournalOptions options = FileJournalOptions.of("frozen");
        try (FileJournal journal = FileJournal.open(new FolderDisk(journalFolder), options, Runnable::run);
                Journal.Reader reader = journal.read(0)) {
            while (reader.next((seq, event) -> {
                        try {
                            told.add(DumpJson.line(seq, event));
                        } catch (java.io.IOException failed) {
                            throw new UncheckedIOException(failed);
                        }
                    })
                    > 0) {}
        }
        assertThat(told).hasSameSizeAs(lines);
        for (int i = 0; i < lines.size(); i++) assertTells(JSON.readTree(told.get(i)), JSON.readTree(lines.get(i)));
    }

    private static void assertTells(JsonNode now, JsonNode then) {
        assertThat(now).as("%s", then).isNotNull();
        if (then.isObject()) {
            for (var field : then.properties()) assertTells(now.get(field.getKey()), field.getValue());
        } else if (then.isArray()) {
            assertThat(now).hasSameSizeAs(then);
            for (int i = 0; i < then.size(); i++) assertTells(now.get(i), then.get(i));
        } else {
            assertThat(now).isEqualTo(then);
        }
    }
}
