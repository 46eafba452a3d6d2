package io.yizhan.writebehind;

import static io.yizhan.writebehind.Streams.batch;
import static io.yizhan.writebehind.Streams.batches;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yizhan.audit.Audit;
import io.yizhan.audit.AuditQuestion;
import io.yizhan.core.Arrival;
import io.yizhan.core.Books;
import io.yizhan.core.Command;
import io.yizhan.core.Event;
import io.yizhan.core.FitnessBooks;
import io.yizhan.core.OperatorAct;
import io.yizhan.core.Outcome;
import io.yizhan.core.Refusal;
import io.yizhan.core.Region;
import io.yizhan.core.ReservationState;
import io.yizhan.core.SlotKey;
import io.yizhan.core.VenueTerms;
import io.yizhan.town.LivelyTown;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link RowSink} must do, with a place to load the books from again. */
abstract class RowSinkContract {
    /** A place with a town's catalogue in it, whose owner writes first. */
    interface Place {
        /** Of a new owner; older ones can't write any more. */
        RowSink takeOver() throws Exception;

        void load(Books books) throws Exception;

        /** As its rows have it. */
        Audit audit();
    }

    abstract Place place() throws Exception;

    @Test
    void loadsTheBooksAsTheEventsLeftThem() throws Exception {
        for (long seed = 1; seed <= 3; seed++) {
            LivelyTown town = new LivelyTown(seed);
            town.live(3_000);
            Place place = place();
            long seq = 0;
            try (RowSink sink = place.takeOver()) {
                assertThat(sink.connect()).isZero();
                for (RowBatch batch : batches(0, town.events, 1 + (int) seed * 97)) {
                    sink.write(batch);
                    seq = batch.lastSeq();
                }
                assertThat(seq).isEqualTo(town.events.size());
                assertThat(sink.connect()).isEqualTo(seq);
            }
            Region loaded = new Region(LivelyTown.RULES);
            place.load(loaded);
            loaded.checkInvariants();
            assertThat(loaded.stateHash()).as("seed %d", seed).isEqualTo(town.region.stateHash());
            assertThat(loaded.reservationCount()).isEqualTo(town.region.reservationCount());
            assertThat(loaded.slotCount()).isEqualTo(town.region.slotCount());
            assertThat(loaded.lastMs()).isEqualTo(town.region.lastMs());
        }
    }

    /** Whatever the batches; each act by the number of its event, the newest first. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 100})
    void tellsWhatOperatorsDidToWhoeverMayKnow(int eventsABatch) throws Exception {
        Place place = place();
        List<Event> events = new ArrayList<>(Streams.opened(3));
        events.add(acted(3, "o-1", "m1", 1));
        events.add(Streams.placed(1, 3));
        events.add(acted(5, "o-2", "", 1, 2));
        events.add(acted(6, "o-1", "m2", 2));
        events.add(acted(7, "o\0", ""));
        events.add(Streams.placed(2, 3));
        try (RowSink sink = place.takeOver()) {
            sink.connect();
            for (RowBatch batch : batches(0, events.subList(0, 7), eventsABatch)) sink.write(batch);
        }
        assertThat(found(place, everything())).containsExactly(7L, 6L, 5L, 3L);
        assertThat(found(place, new AuditQuestion(null, 0, "o-1", "", 0, 9))).containsExactly(6L, 3L);
        assertThat(found(place, new AuditQuestion(null, 0, "", "m2", 0, 9))).containsExactly(6L);
        assertThat(found(place, new AuditQuestion(null, 2, "", "", 0, 9))).containsExactly(6L, 5L);
        assertThat(found(place, new AuditQuestion(null, 2, "o-1", "m1", 0, 9))).isEmpty();
        assertThat(found(place, new AuditQuestion(Set.of(2), 0, "", "", 0, 9))).containsExactly(6L);
        assertThat(found(place, new AuditQuestion(Set.of(1, 2), 0, "", "", 0, 9)))
                .containsExactly(6L, 5L, 3L);
        assertThat(found(place, new AuditQuestion(Set.of(), 0, "", "", 0, 9))).isEmpty();
        assertThat(found(place, new AuditQuestion(null, 0, "", "", 0, 2))).containsExactly(7L, 6L);
        assertThat(found(place, new AuditQuestion(null, 0, "", "", 6, 2))).containsExactly(5L, 3L);
        assertThat(place.audit()
                        .find(LivelyTown.ID, new AuditQuestion(null, 0, "", "", 0, 3))
                        .more())
                .isTrue();
        Audit.Page all = place.audit().find(LivelyTown.ID, new AuditQuestion(null, 0, "", "", 0, 4));
        assertThat(all.more()).isFalse();
        assertThat(all.asOfMs()).isEqualTo(events.get(6).atMs());
        Event.OperatorActed second = all.entries().get(2).act();
        assertThat(second).usingRecursiveComparison().isEqualTo(events.get(4));
        assertThat(all.entries().getLast().act()).usingRecursiveComparison().isEqualTo(events.get(2));
    }

    @Test
    void loadsWhichCatalogueWasToldOfLast() throws Exception {
        Place place = place();
        List<Event> events = new ArrayList<>(Streams.opened(1));
        // The slot's key is no version.
        events.add(new Event.OperatorActed(
                3, "o-1", OperatorAct.CHANGE_CAPACITY, new int[0], "", SlotKey.of(1, 9), "", "", ""));
        for (long version = 2; version <= 3; version++)
            events.add(new Event.OperatorActed(
                    3, "a-1", OperatorAct.REPLACE_CATALOGUE, new int[0], "", version, "", "", ""));
        Region loaded = new Region(LivelyTown.RULES);
        place.load(loaded);
        assertThat(loaded.catalogueSaid()).isZero();
        try (RowSink sink = place.takeOver()) {
            sink.connect();
            for (RowBatch batch : batches(0, events, 100)) sink.write(batch);
        }
        place.load(loaded);
        assertThat(loaded.catalogueSaid()).isEqualTo(3);
    }

    static Event.OperatorActed acted(long atMs, String actor, String member, int... stations) {
        OperatorAct act = member.isEmpty() ? OperatorAct.CHANGE_CAPACITY : OperatorAct.CHECK_IN;
        String reason = member.isEmpty() ? "器械检修" : "";
        return new Event.OperatorActed(
                atMs, actor, act, stations, member, -7, reason, reason.isEmpty() ? "" : "3", "4");
    }

    private static AuditQuestion everything() {
        return new AuditQuestion(null, 0, "", "", 0, 100);
    }

    private static List<Long> found(Place place, AuditQuestion question) throws IOException {
        return place.audit().find(LivelyTown.ID, question).entries().stream()
                .map(Audit.Entry::seq)
                .toList();
    }

    @Test
    void refusesAPlaceSoldTwiceAndWritesNothingOfIt() throws Exception {
        Place place = place();
        try (RowSink sink = place.takeOver()) {
            sink.connect();
            sink.write(batch(0, Streams.opened(1)));
            sink.write(batch(2, List.of(Streams.placed(1, 1))));
            assertThatThrownBy(() -> sink.write(batch(3, List.of(Streams.placed(2, 1)))))
                    .isInstanceOf(RowsRefusedException.class);
            assertThat(sink.connect()).isEqualTo(3);
        }
    }

    /** What was recorded before reservations kept their terms: the venue's at that event are meant, whatever they are later. */
    @Test
    void givesReservationsWithoutTermsThoseThatTheirVenueHadThen() throws Exception {
        List<Event> events = List.of(
                new Event.VenueDefined(1, 2, new VenueTerms(1, true, 1_000, 600_000)),
                Streams.slot(null, 1),
                Streams.placedWithoutTerms(1, 4),
                new Event.VenueDefined(3, 2, new VenueTerms(1, false, 1_000, 0)),
                new Event.SlotsOpened(
                        4,
                        2,
                        null,
                        new int[] {700},
                        new int[] {760},
                        new int[] {9},
                        new int[1],
                        new boolean[1],
                        new int[1]),
                new Event.ReservationPlaced(5, 2, "m2", 2, 2, new long[] {SlotKey.of(2, 700)}, 4, 0, 0, 0, 0));
        Region loaded = loadedAsFollowed(place(), events, 100);
        var first = (Outcome.Stands) loaded.carryOut(new Command.FindReservation("m1", 1), 6, none -> {});
        assertThat(first.reservation().cancelClosesAtMs()).isEqualTo(590 * 60_000L);
        assertThat(first.reservation().stationNo()).isEqualTo(1);
        var refused = new Command.PlaceReservation("m3", 3, 3, new long[] {SlotKey.of(2, 700)}, 6, false);
        assertThat(loaded.carryOut(refused, 6, none -> {})).isEqualTo(new Refusal.SlotFull(0, 5));
    }

    /** Likewise of before slots kept how they are shared: no reservation is between the two. */
    @Test
    void sharesSlotsOfBeforeThatWasKeptAsTheirVenueWasThen() throws Exception {
        List<Event> events = List.of(
                new Event.VenueDefined(1, 2, new VenueTerms(1, true, 1_000, 0)),
                Streams.slot(null, 1),
                new Event.VenueDefined(3, 2, new VenueTerms(1, false, 1_000, 0)));
        loadedAsFollowed(place(), events, 100);
    }

    /** In a transaction each, and all in one: whoever waits takes places from the offer on, and gives them back once. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 100})
    void givesPlacesToThoseWhoHaveWaited(int eventsABatch) throws Exception {
        List<Event> events = new ArrayList<>(Streams.opened(3));
        events.add(Streams.placed(1, 3));
        for (long id = 2; id <= 6; id++) events.add(Streams.waits(id, id < 4 ? 2 : 1));
        events.add(new Event.ReservationCancelled(3, 1));
        events.add(new Event.PlaceOffered(3, 2, 400_000));
        events.add(new Event.PlaceOffered(3, 4, 0));
        events.add(new Event.HoldExpired(400_000, 2));
        events.add(new Event.PlaceOffered(400_000, 3, 800_000));
        events.add(new Event.ReservationConfirmed(400_001, 3));
        events.add(new Event.ReservationCancelled(400_002, 5));
        events.add(new Event.ReservationCancelled(400_003, 4));
        events.add(new Event.PlaceOffered(400_003, 6, 900_000));
        Region loaded = loadedAsFollowed(place(), events, eventsABatch);
        var offered = (Outcome.Stands) loaded.carryOut(new Command.FindReservation("m6", 6), 400_004, none -> {});
        assertThat(offered.reservation().state()).isEqualTo(ReservationState.OFFERED);
        assertThat(offered.reservation().offerExpiresAtMs()).isEqualTo(900_000);
        var full = new Command.PlaceReservation("m9", 9, 9, new long[] {SlotKey.of(2, 600)}, 1, false);
        assertThat(loaded.carryOut(full, 400_004, none -> {})).isEqualTo(new Refusal.SlotFull(0, 0));
    }

    /** In a transaction each, and all in one: who comes, who does not, and who is suspended and forgiven. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 100})
    void keepsWhoComesAndWhoDoesNot(int eventsABatch) throws Exception {
        List<Event> events = new ArrayList<>(Streams.opened(9));
        for (long id = 1; id <= 6; id++) events.add(Streams.awaited(id));
        events.add(Streams.waits(7, 1));
        events.add(Streams.awaited(8));
        events.add(new Event.CheckedIn(3, 1));
        events.add(new Event.CheckedIn(3, 2));
        events.add(new Event.ReservationCompleted(4, 2));
        events.add(new Event.NoShow(5, 3, true, 0));
        events.add(new Event.NoShow(5, 4, true, 90_000_000));
        events.add(new Event.NoShow(5, 5, false, 0));
        events.add(new Event.PlaceOffered(5, 7, 0, 36_000_001));
        events.add(new Event.StrikeForgiven(6, 3, 0, "was there"));
        events.add(new Event.NoShow(7, 6, true, 80_000_000));
        events.add(new Event.StrikeForgiven(8, 6, 0, "was there, too"));
        // At another date of the same course, as with whatever is confirmed.
        events.add(new Event.ReservationConfirmed(8, 8, 36_000_002));
        Region loaded = loadedAsFollowed(place(), events, eventsABatch);
        assertThat(arrival(loaded, 1).cameAtMs()).isEqualTo(3);
        assertThat(arrival(loaded, 3).strike()).isFalse();
        assertThat(arrival(loaded, 4).strike()).isTrue();
        assertThat(arrival(loaded, 7).byMs()).isEqualTo(36_000_001);
        assertThat(arrival(loaded, 8).byMs()).isEqualTo(36_000_002);
        assertThat(standing(loaded, "m4").suspendedUntilMs()).isEqualTo(90_000_000);
        assertThat(standing(loaded, "m6").suspendedUntilMs()).isZero();
    }

    @Test
    void givesTheBooksNoSuspensionThatIsOver() throws Exception {
        Place place = place();
        List<Event> events = new ArrayList<>(Streams.opened(9));
        for (long id = 1; id <= 3; id++) events.add(Streams.awaited(id));
        events.add(new Event.NoShow(5, 1, true, 9));
        events.add(new Event.NoShow(5, 2, true, 10));
        events.add(new Event.NoShow(9, 3, true, 0));
        try (RowSink sink = place.takeOver()) {
            sink.connect();
            for (RowBatch batch : batches(0, events, 100)) sink.write(batch);
        }
        List<Object> suspended = new ArrayList<>();
        Class<?>[] books = {Books.class, FitnessBooks.class};
        place.load((Books) Proxy.newProxyInstance(Books.class.getClassLoader(), books, (all, method, arguments) -> {
            if (method.getName().equals("suspended")) suspended.addAll(List.of(arguments));
            return method.getName().equals("fitness") ? all : null;
        }));
        assertThat(suspended).containsExactly("m2", 10L);
    }

    /** The books that a place gives after these events; they must be those that the events make. */
    private static Region loadedAsFollowed(Place place, List<Event> events, int eventsABatch) throws Exception {
        try (RowSink sink = place.takeOver()) {
            sink.connect();
            for (RowBatch batch : batches(0, events, eventsABatch)) sink.write(batch);
        }
        Region followed = new Region(LivelyTown.RULES);
        events.forEach(followed::apply);
        Region loaded = new Region(LivelyTown.RULES);
        place.load(loaded);
        loaded.checkInvariants();
        assertThat(loaded.stateHash()).isEqualTo(followed.stateHash());
        return loaded;
    }

    private static Arrival arrival(Region books, long id) {
        return ((Outcome.Stands) books.carryOut(new Command.FindReservation("m" + id, id), 9, none -> {}))
                .reservation()
                .arrival();
    }

    private static Outcome.Standing standing(Region books, String member) {
        return (Outcome.Standing) books.carryOut(new Command.FindStanding(member, 0), 9, none -> {});
    }

    @Test
    void refusesAnOfferToWhoeverDoesNotWaitAndOneThatOversells() throws Exception {
        Place place = place();
        try (RowSink sink = place.takeOver()) {
            sink.connect();
            sink.write(batch(0, Streams.opened(3)));
            sink.write(batch(2, List.of(Streams.placed(1, 2), Streams.waits(2, 2))));
            assertThatThrownBy(() -> sink.write(batch(4, List.of(new Event.PlaceOffered(5, 1, 600)))))
                    .isInstanceOf(RowsRefusedException.class);
            assertThat(sink.connect()).isEqualTo(4);
            assertThatThrownBy(() -> sink.write(batch(4, List.of(new Event.PlaceOffered(5, 2, 600)))))
                    .isInstanceOf(RowsRefusedException.class);
            assertThat(sink.connect()).isEqualTo(4);
        }
    }

    /** Whatever the order of its statements, a batch in which a slot grows, fills, and shrinks is as good as its events were. */
    @Test
    void givesASlotMorePlacesAndFewerInOneBatch() throws Exception {
        Place place = place();
        Region loaded = new Region(LivelyTown.RULES);
        try (RowSink sink = place.takeOver()) {
            sink.connect();
            sink.write(batch(0, Streams.opened(2)));
            sink.write(batch(2, List.of(Streams.placed(1, 2))));
            sink.write(batch(
                    3,
                    List.of(
                            Streams.capacity(5),
                            Streams.placed(2, 1),
                            Streams.placed(3, 1),
                            Streams.placed(4, 1),
                            new Event.ReservationCancelled(3, 4, 0, "坏了"),
                            Streams.capacity(4))));
            sink.write(batch(
                    9,
                    List.of(
                            new Event.ReservationCancelled(3, 3, 0, "坏了"),
                            new Event.ReservationCancelled(3, 1, 0, "坏了"),
                            Streams.capacity(1))));
            assertThatThrownBy(() -> sink.write(batch(12, List.of(Streams.capacity(0)))))
                    .isInstanceOf(RowsRefusedException.class);
        }
        place.load(loaded);
        List<Integer> slot = new ArrayList<>();
        loaded.readSlot(SlotKey.of(2, 600), it -> slot.addAll(List.of(it.capacity(), it.remaining())));
        assertThat(slot).containsExactly(1, 0);
        for (long id = 1; id <= 4; id++) {
            var find = new Command.FindReservation("m" + id, id);
            var stands = (Outcome.Stands) loaded.carryOut(find, 4, event -> {});
            assertThat(stands.reservation().takenFor()).as("" + id).isEqualTo(id == 2 ? null : "坏了");
        }
    }

    @Test
    void refusesAReservationOfASlotThatIsNotThere() throws Exception {
        Place place = place();
        try (RowSink sink = place.takeOver()) {
            sink.connect();
            sink.write(batch(0, Streams.opened(1)));
            var unknown =
                    new Event.ReservationPlaced(2, 1, "m1", 1, 1, new long[] {SlotKey.of(2, 601)}, 1, 0, 0, 1, 601);
            assertThatThrownBy(() -> sink.write(batch(2, List.of(unknown)))).isInstanceOf(RowsRefusedException.class);
            assertThat(sink.connect()).isEqualTo(2);
        }
    }

    @Test
    void refusesAReservationThatTakesASlotTwice() throws Exception {
        Place place = place();
        try (RowSink sink = place.takeOver()) {
            sink.connect();
            sink.write(batch(0, Streams.opened(9)));
            long slot = SlotKey.of(2, 600);
            var twice = new Event.ReservationPlaced(2, 1, "m1", 1, 1, new long[] {slot, slot}, 1, 0, 0, 1, 600);
            assertThatThrownBy(() -> sink.write(batch(2, List.of(twice)))).isInstanceOf(RowsRefusedException.class);
        }
    }

    @Test
    void refusesTheEndOfAReservationThatIsNotActive() throws Exception {
        Place place = place();
        try (RowSink sink = place.takeOver()) {
            sink.connect();
            sink.write(batch(0, Streams.opened(1)));
            assertThatThrownBy(() -> sink.write(batch(2, List.of(new Event.ReservationCancelled(5, 9)))))
                    .isInstanceOf(RowsRefusedException.class);
        }
    }

    @Test
    void refusesAFormerOwnerAndABatchThatDoesNotGoOnFromTheCheckpoint() throws Exception {
        Place place = place();
        try (RowSink former = place.takeOver()) {
            former.connect();
            former.write(batch(0, Streams.opened(1)));
            assertThatThrownBy(() -> former.write(batch(0, Streams.opened(1))))
                    .isInstanceOf(RowsRefusedException.class);
            former.connect();
            try (RowSink present = place.takeOver()) {
                assertThatThrownBy(() -> former.write(batch(2, List.of(Streams.placed(1, 1)))))
                        .isInstanceOfSatisfying(
                                RowsRefusedException.class,
                                it -> assertThat(it.fenced()).isTrue());
                assertThatThrownBy(former::connect).isInstanceOf(RowsRefusedException.class);
                assertThat(present.connect()).isEqualTo(2);
                present.write(batch(2, List.of(Streams.placed(1, 1))));
            }
        }
    }

    @Test
    void refusesAGateEventThatIsKnown() throws Exception {
        Place place = place();
        try (RowSink sink = place.takeOver()) {
            sink.connect();
            sink.write(batch(0, List.of(Streams.heard(7))));
            assertThatThrownBy(() -> sink.write(batch(1, List.of(Streams.heard(7)))))
                    .isInstanceOf(RowsRefusedException.class);
        }
    }
}
