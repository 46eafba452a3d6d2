package io.yizhan;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** What the rooms of the journal may know of each other (ARCHITECTURE.md, "The picture"). */
final class JournalLayoutTest {
    private static final ArchRule JOURNAL_ROOMS_HAVE_NO_CYCLES =
            slices().matching("io.yizhan.journal.(*)..").should().beFreeOfCycles();

    /** A file and a stream know nothing of each other. The ports know neither. */
    private static final ArchRule JOURNAL_ROOMS = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("file")
            .definedBy("io.yizhan.journal.file..")
            .layer("stream")
            .definedBy("io.yizhan.journal.stream..")
            .layer("ports")
            .definedBy("io.yizhan.journal")
            .layer("frame")
            .definedBy("io.yizhan.journal.frame..")
            .layer("record")
            .definedBy("io.yizhan.journal.record..", "io.yizhan.journal.sbe..")
            .whereLayer("file")
            .mayOnlyAccessLayers("ports", "frame", "record")
            .whereLayer("stream")
            .mayOnlyAccessLayers("ports", "frame", "record")
            .whereLayer("frame")
            .mayOnlyAccessLayers("ports", "record")
            .whereLayer("ports")
            .mayNotAccessAnyLayer()
            .whereLayer("record")
            .mayNotAccessAnyLayer();

    @Test
    void theRoomsOfTheJournalSeeOnlyThoseBelowThem() {
        JOURNAL_ROOMS.check(EngineClasses.ALL);
        JOURNAL_ROOMS_HAVE_NO_CYCLES.check(EngineClasses.ALL);
        EngineClasses.assertFailsBy(JOURNAL_ROOMS, "LawlessFile");
        EngineClasses.assertFailsBy(JOURNAL_ROOMS_HAVE_NO_CYCLES, "LawlessFile");
    }
}
