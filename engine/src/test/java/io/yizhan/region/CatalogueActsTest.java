package io.yizhan.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.yizhan.LogsErrors;
import io.yizhan.catalogue.City;
import io.yizhan.catalogue.edition.Author;
import io.yizhan.catalogue.edition.MemoryEditions;
import io.yizhan.catalogue.edition.Proposal;
import io.yizhan.catalogue.edition.Replacement;
import io.yizhan.core.Event;
import io.yizhan.core.Refusal;
import io.yizhan.core.Region;
import io.yizhan.core.Rules;
import io.yizhan.journal.CountingJournal;
import io.yizhan.sequencer.Inbox;
import io.yizhan.sequencer.Limits;
import io.yizhan.sequencer.Observer;
import io.yizhan.sequencer.Sequencer;
import io.yizhan.sequencer.Writer;
import io.yizhan.town.DrillTown;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With a real writer, which refuses where a test wants it. */
@LogsErrors
class CatalogueActsTest {
    private static final City TOWN = DrillTown.city(1);

    private final MemoryEditions editions = new MemoryEditions(DrillTown.directory());
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final List<Long> retoldSince = new CopyOnWriteArrayList<>();
    private volatile @Nullable Refusal retellingRefused;
    /** So many commands are taken, then all are refused. */
    private final AtomicInteger taken = new AtomicInteger(100);

    private final Sequencer sequencer = new Sequencer(
            new Region(Rules.DEFAULT),
            new CountingJournal() {
                @Override
                public void append(Event event, boolean continues) {
                    if (event instanceof Event.OperatorActed it)
                        said.add("%s: %s, %s to %s".formatted(it.actor(), it.reason(), it.before(), it.after()));
                    super.append(event, continues);
                }
            },
            seq -> {},
            InstantSource.system(),
            Limits.DEFAULT,
            Observer.NONE);

    @AutoClose
    private final Writer writer = new Writer(sequencer, "drill");

    private final Inbox inbox = submission ->
            taken.getAndDecrement() > 0 ? sequencer.offer(submission) : new Refusal.RegionStopped("planted");

    @AutoClose
    private final CatalogueActs acts = acts(0);

    private CatalogueActs acts(long saidBefore) {
        CatalogueActs.Retelling retelling = version -> {
            retoldSince.add(version);
            return retellingRefused;
        };
        return new CatalogueActs(() -> editions.latest.version(), retelling, saidBefore, inbox, editions);
    }

    @BeforeEach
    void storedAndNotTold() throws IOException {
        writer.start();
        add(1, "anna");
        editions.store(TOWN, new byte[] {2});
        add(3, "berta");
    }

    private void add(int onto, String actor) throws IOException {
        editions.add(new Proposal(TOWN, new byte[] {(byte) (10 + onto)}, tag -> true), new Author(actor, "why"), onto);
    }

    @Test
    void saysWhatIsOwedOnceAndInOrder() throws IOException {
        assertThat(acts.say()).isNull();
        assertThat(said).containsExactly("anna: why, 1 to 2", "berta: why, 3 to 4");
        editions.away = true;
        assertThat(acts.say()).as("nothing is owed, so nobody is asked").isNull();
        editions.away = false;
        add(4, "anna");
        assertThat(acts.say()).isNull();
        assertThat(said).hasSize(3).last().isEqualTo("anna: why, 4 to 5");
    }

    @Test
    void goesOnWhereItWasRefused() {
        taken.set(1);
        assertThat(acts.say()).isInstanceOf(Replacement.Declined.class);
        assertThat(said).containsExactly("anna: why, 1 to 2");
        taken.set(1);
        assertThat(acts.say()).isNull();
        assertThat(said).hasSize(2).last().isEqualTo("berta: why, 3 to 4");
    }

    @Test
    void saysNothingThatFormerOwnersHaveSaid() {
        try (CatalogueActs next = acts(2)) {
            assertThat(next.say()).isNull();
        }
        assertThat(said).containsExactly("berta: why, 3 to 4");
    }

    /** Who came to its end in between has said nothing of what the next one must do again. */
    @Test
    void hasSlotsToldAgainBeforeItSaysAnything() {
        retellingRefused = new Refusal.RegionStopped("planted");
        assertThat(acts.say()).isInstanceOf(Replacement.Declined.class);
        assertThat(said).isEmpty();
        retellingRefused = null;
        assertThat(acts.say()).isNull();
        assertThat(acts.say()).isNull();
        assertThat(retoldSince).containsExactly(0L, 0L);
        try (CatalogueActs next = acts(2)) {
            assertThat(next.say()).isNull();
        }
        assertThat(retoldSince).containsExactly(0L, 0L, 2L);
    }

    @Test
    void owesItWhileItCannotBeRead() {
        editions.away = true;
        assertThat(acts.say()).isInstanceOf(Replacement.Unavailable.class);
        editions.away = false;
        assertThat(acts.say()).isNull();
        assertThat(said).hasSize(2);
    }

    @Test
    void saysByItselfWhatIsOwedAsSoonAsItCan() throws IOException {
        taken.set(0);
        acts.begin();
        await().until(() -> taken.get() < 0);
        assertThat(said).isEmpty();
        taken.set(100);
        await().until(() -> said.size() == 2);
        add(4, "anna");
        await().until(() -> said.size() == 3);
    }
}
