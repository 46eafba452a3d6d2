package io.yizhan.telling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.yizhan.core.Command;
import io.yizhan.core.Event;
import io.yizhan.core.Outcome;
import io.yizhan.core.Refusal;
import io.yizhan.core.SlotKey;
import io.yizhan.http.region.Whereabouts;
import io.yizhan.journal.CountingJournal;
import io.yizhan.sequencer.Caller;
import io.yizhan.sequencer.Limits;
import io.yizhan.sequencer.Observer;
import io.yizhan.sequencer.Sequencer;
import io.yizhan.sequencer.Writer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Reminders, from a real database and a real writer, behind which the rows are as far as the test wants. */
@Tag("server")
class RemindersTest {
    private static final String REMINDED = "select member from notification where kind = 9 order by no";

    private ToldTown town;
    private Writer writer;
    private Sequencer sequencer;
    private Reminders reminders;
    private int startMin;
    private final List<Event> events = Collections.synchronizedList(new ArrayList<>());
    private long key;

    @BeforeEach
    void start() throws Exception {
        town = new ToldTown();
        town.live(0);
        startMin = (int) (town.nowMs.get() / 60_000 / 60 + 4) * 60;
        CountingJournal journal = new CountingJournal() {
            @Override
            public void append(Event event, boolean continues) {
                super.append(event, continues);
                events.add(event);
            }
        };
        sequencer = new Sequencer(town.town.region, journal, seq -> {}, town.clock, Limits.DEFAULT, Observer.NONE);
        writer = new Writer(sequencer, "town");
        writer.start();
        town.writer.set(sequencer);
        begin();
    }

    private void begin() {
        reminders = new Reminders(town.region, town.uri, 60, town.clock);
        reminders.begin();
    }

    @AfterEach
    void stop() {
        reminders.close();
        writer.close();
        town.close();
    }

    private long book(String member, int minute) {
        long[] slots = {SlotKey.of(2, minute)};
        Outcome outcome = new Caller(sequencer).call(new Command.PlaceReservation(member, ++key, key, slots, 1, false));
        assertThat(outcome).isInstanceOf(Outcome.Placed.class);
        return ((Outcome.Placed) outcome).reservation().id();
    }

    private void cancel(String member, long id) {
        assertThat(new Caller(sequencer).call(new Command.CancelReservation(member, id)))
                .isInstanceOf(Outcome.Stands.class);
    }

    private void rowsFollow() throws Exception {
        List<Event> behind = List.copyOf(events);
        events.clear();
        town.write(behind);
    }

    /** So that the first slot begins in so many minutes. */
    private void itIsMinutesBefore(int minutes) {
        town.nowMs.set(TimeUnit.MINUTES.toMillis(startMin - minutes));
    }

    private void reminded(String... members) {
        await().untilAsserted(() -> assertThat(town.texts(REMINDED)).containsExactly(members));
    }

    @Test
    void remindsNobodyForWhomABrokerBooks() throws Exception {
        book("b1 c", startMin);
        book("m-1", startMin);
        rowsFollow();
        itIsMinutesBefore(60);
        reminded("m-1");
    }

    @Test
    void remindsOnceAndOnlyOfWhatIsNearAndStands() throws Exception {
        book("m-1", startMin);
        long cancelled = book("m-2", startMin);
        long cancelledOfLate = book("m-3", startMin);
        book("m-4", startMin + 120);
        cancel("m-2", cancelled);
        rowsFollow();
        itIsMinutesBefore(61);
        // The rows do not know it yet, and who asks the writer does.
        cancel("m-3", cancelledOfLate);
        itIsMinutesBefore(60);
        reminded("m-1");
        rowsFollow();

        // Neither again, nor by another owner, nor whoever has booked within the hour.
        book("m-5", startMin);
        rowsFollow();
        itIsMinutesBefore(30);
        await().pollDelay(Duration.ofSeconds(2)).until(() -> true);
        reminders.close();
        town.own();
        begin();
        await().pollDelay(Duration.ofSeconds(2)).until(() -> true);
        reminded("m-1");
        itIsMinutesBefore(-60);
        reminded("m-1", "m-4");
    }

    @Test
    void whoDoesNotOwnTheRegionRemindsNobodyAndWhoCanNotAskTheWriterWaits() throws Exception {
        book("m-1", startMin);
        rowsFollow();
        town.whereabouts.set(Whereabouts.Nowhere.NOWHERE);
        itIsMinutesBefore(60);
        book("m-2", startMin + 60);
        rowsFollow();
        town.whereabouts.set(Whereabouts.Here.HERE);
        town.writer.set(submission -> new Refusal.Overloaded(1_000));
        itIsMinutesBefore(50);
        await().pollDelay(Duration.ofSeconds(2)).until(() -> true);
        assertThat(town.texts(REMINDED)).isEmpty();
        town.writer.set(sequencer);
        itIsMinutesBefore(49);
        reminded("m-1");
    }

    /** Whoever was overtaken and has not heard of it. */
    @Test
    void whoHasLostTheRegionRemindsNobody() throws Exception {
        book("m-1", startMin);
        rowsFollow();
        town.run("update region set epoch = epoch + 1");
        itIsMinutesBefore(60);
        await().pollDelay(Duration.ofSeconds(2)).until(() -> true);
        assertThat(town.texts(REMINDED)).isEmpty();
    }
}
