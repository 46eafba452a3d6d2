package io.yizhan.sim;

import static io.yizhan.sim.Violation.unless;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.yizhan.core.DrawPart;
import io.yizhan.core.DrawResult;
import io.yizhan.core.DrawTerms;
import io.yizhan.core.Event;
import io.yizhan.core.Pseudonym;
import io.yizhan.core.ReservationState;
import io.yizhan.core.SlotKey;
import io.yizhan.core.Term;
import io.yizhan.core.VenueTerms;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Draws, for {@link NaiveBooks}: the order is found by the words of the protocol, with the platform's own HMAC and numbers of any length, each time
 * somebody is decided about.
 */
final class NaiveDraws {
    static final class Draw {
        DrawTerms terms;
        final Map<DrawPart, String> parts = new EnumMap<>(DrawPart.class);
        final List<Entry> entries = new ArrayList<>();
        String digest = "";
        boolean carriedOut;

        @Nullable
        List<Entry> order;

        Draw(DrawTerms terms) {
            this.terms = terms;
        }

        boolean isRevealed() {
            return parts.containsKey(DrawPart.FIRST_SECRET)
                    && parts.containsKey(DrawPart.SECOND_COMMITMENT) == parts.containsKey(DrawPart.SECOND_SECRET)
                    && terms.hasSource() == parts.containsKey(DrawPart.EXTERNAL);
        }
    }

    /** @param number 1 for the first */
    record Entry(int number, Event.DrawEntered entered) {
        String line() {
            return number + "\t" + entered.pseudonym().hex() + "\t" + entered.weight() + "\n";
        }
    }

    private final NaiveBooks books;
    final Map<Long, Draw> draws = new TreeMap<>();
    private Event.@Nullable ReservationPlaced entering;
    /** How many were decided about, ever. */
    int decided;

    int carriedOut;

    NaiveDraws(NaiveBooks books) {
        this.books = books;
    }

    /** What the simulation's edges call a member in a draw. */
    static Pseudonym pseudonym(String member, long slotKey) {
        return new Pseudonym(member.hashCode() * 31L, slotKey * 7);
    }

    /** What the simulation's keepers of secrets keep for a draw. */
    static String secret(long slotKey, int round, int keeper) {
        return hex(sha256((slotKey + "/" + round + "/" + keeper).getBytes(UTF_8)));
    }

    static String commitment(String secret) {
        return hex(sha256(HexFormat.of().parseHex(secret)));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /** Before the books have it. */
    void happens(Event event, boolean continues) {
        if (entering != null)
            unless(
                    continues
                            && event instanceof Event.DrawEntered it
                            && it.reservationId() == entering.reservationId(),
                    "whoever enters a draw is in it",
                    entering);
        entering = null;
    }

    void retire() {
        draws.keySet().removeIf(key -> !books.slots.containsKey(key));
    }

    /** It is about to be placed. */
    void judge(Event.ReservationPlaced it) {
        for (long key : it.slots()) {
            Draw draw = draws.get(key);
            boolean drawn = draw != null && !draw.carriedOut;
            unless(drawn == it.enters(), "nobody books what is drawn for, and nobody enters what is not", it);
            if (draw == null || !it.enters()) continue;
            unless(it.slots().length == 1, "one enters one draw", it);
            unless(it.atMs() < closesAtMs(draw) && draw.digest.isEmpty(), "nobody enters a draw that has closed", it);
            unless(it.untilMs() == SlotKey.startMs(key), "an entry lasts until its slot starts", it);
            unless(NaiveBooks.places(it, 0) <= books.slot(key, it).capacity, "nobody enters in vain", it);
            for (NaiveBooks.Booking other : books.bookings.values())
                unless(
                        other.state != ReservationState.ENTERED
                                || other.placed.slots()[0] != key
                                || !other.placed.member().equals(it.member()),
                        "nobody enters twice",
                        it);
            entering = it;
        }
    }

    private static long closesAtMs(Draw draw) {
        return draw.terms.closesMin() * 60_000L;
    }

    void apply(Event.DrawAnnounced it) {
        Draw former = draws.get(it.slotKey());
        books.slot(it.slotKey(), it);
        if (it.terms().round() == 1) {
            unless(former == null || former.carriedOut, "a slot has one draw", it);
            draws.put(it.slotKey(), new Draw(it.terms()));
            return;
        }
        unless(
                former != null
                        && !former.carriedOut
                        && !former.digest.isEmpty()
                        && !former.isRevealed()
                        && it.terms().round() == former.terms.round() + 1,
                "another window opens where something was not revealed",
                it);
        Draw draw = required(it.slotKey(), it);
        draw.terms = it.terms();
        draw.parts.clear();
        draw.digest = "";
        draw.order = null;
    }

    void apply(NaiveBooks.Booking booking, Event.DrawEntered it) {
        Draw draw = required(it.slotKey(), it);
        unless(booking.state == ReservationState.ENTERED, "only an entry is in a draw", it);
        unless(it.number() == draw.entries.size() + 1, "entries are numbered as they come", it);
        String member = booking.placed.member();
        unless(it.pseudonym().equals(pseudonym(member, it.slotKey())), "an entry is its member's", it);
        long losses = books.bookings.values().stream()
                .filter(other -> other.lost && other.placed.member().equals(member))
                .count();
        unless(
                it.weight() == Math.min(draw.terms.weightMax(), 1 + losses),
                "an entry weighs one more for each loss, and no more than the draw allows",
                it);
        draw.entries.add(new Entry(it.number(), it));
    }

    private boolean isIn(Entry entry) {
        NaiveBooks.Booking booking = books.bookings.get(entry.entered.reservationId());
        return booking != null && booking.state == ReservationState.ENTERED;
    }

    void apply(Event.DrawClosed it) {
        Draw draw = required(it.slotKey(), it);
        unless(it.atMs() >= closesAtMs(draw) && draw.digest.isEmpty(), "a draw closes once, and not early", it);
        StringBuilder lines = new StringBuilder();
        List<Entry> in = draw.entries.stream().filter(this::isIn).toList();
        for (Entry entry : in) lines.append(entry.line());
        unless(it.entries() == in.size(), "all who are in a draw are fixed", it);
        unless(
                it.digest().equals(hex(sha256(lines.toString().getBytes(UTF_8)))),
                "the lines are fixed by their hash",
                it);
        int[] withdrawn = draw.entries.stream()
                .filter(entry -> !isIn(entry))
                .mapToInt(Entry::number)
                .toArray();
        unless(Arrays.equals(withdrawn, it.withdrawn()), "who has left before is told", it);
        draw.digest = it.digest();
        draw.carriedOut = in.isEmpty();
        draw.order = new ArrayList<>(in);
    }

    void apply(Event.DrawPartGiven it) {
        Draw draw = required(it.slotKey(), it);
        boolean closed = !draw.digest.isEmpty();
        unless(draw.parts.put(it.part(), it.value()) == null, "each part of a draw is said once", it);
        boolean inTime = draw.terms.revealMin() == 0 || it.atMs() < draw.terms.revealMin() * 60_000L;
        switch (it.part()) {
            case SECOND_COMMITMENT -> unless(draw.entries.isEmpty(), "commitments come before the entries", it);
            case FIRST_SECRET ->
                unless(
                        closed && inTime && commitment(it.value()).equals(draw.terms.commitment()),
                        "a secret is revealed after the entries are fixed, in time, and as it was committed to",
                        it);
            case SECOND_SECRET ->
                unless(
                        closed && inTime && commitment(it.value()).equals(draw.parts.get(DrawPart.SECOND_COMMITMENT)),
                        "a secret is revealed after the entries are fixed, in time, and as it was committed to",
                        it);
            case EXTERNAL ->
                unless(
                        closed && !inTime && draw.terms.hasSource() && draw.isRevealed(),
                        "the outside source speaks after all secrets",
                        it);
        }
        if (draw.isRevealed() && closed) order(draw);
    }

    /** By the protocol. */
    private static void order(Draw draw) {
        String text = String.join(
                "\n",
                "yizhan-draw-1",
                draw.terms.drawId(),
                draw.digest,
                draw.parts.get(DrawPart.FIRST_SECRET),
                draw.parts.getOrDefault(DrawPart.SECOND_SECRET, ""),
                draw.parts.getOrDefault(DrawPart.EXTERNAL, ""));
        byte[] seed = sha256(text.getBytes(UTF_8));
        Map<Entry, BigInteger> keys = new HashMap<>();
        List<Entry> lines = draw.order == null ? List.of() : draw.order;
        for (Entry entry : lines) keys.put(entry, key(seed, draw.terms.drawId(), entry));
        List<Entry> order = new ArrayList<>(lines);
        order.sort(Comparator.comparing(keys::get));
        draw.order = order;
    }

    private static BigInteger key(byte[] seed, String drawId, Entry entry) {
        BigInteger least = BigInteger.ONE.shiftLeft(256);
        for (int j = 1; j <= entry.entered.weight(); j++)
            least = least.min(new BigInteger(1, hmac(seed, drawId + "\n" + entry.number + "\n" + j)));
        return least;
    }

    private static byte[] hmac(byte[] key, String message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(message.getBytes(UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    void apply(NaiveBooks.Booking booking, Event.DrawDecided it) {
        Draw draw = required(it.slotKey(), it);
        unless(
                !draw.digest.isEmpty() && draw.isRevealed() && !draw.carriedOut && draw.order != null,
                "nothing is drawn before all is revealed",
                it);
        unless(booking.state == ReservationState.ENTERED, "an entry is decided about once", it);
        List<Entry> order = draw.order == null ? List.of() : draw.order;
        unless(
                it.rank() >= 1
                        && it.rank() <= order.size()
                        && order.get(it.rank() - 1).number == it.number()
                        && order.get(it.rank() - 1).entered.reservationId() == it.reservationId(),
                "the order is that of the protocol",
                it);
        for (Entry earlier : order.subList(0, it.rank() - 1))
            unless(!isIn(earlier), "whoever is before in the order is decided about before", it);
        decided++;
        long key = it.slotKey();
        NaiveSlot slot = books.slot(key, it);
        VenueTerms terms = books.venue(key, it);
        int left = slot.capacity - slot.taken;
        int places = NaiveBooks.places(booking.placed, 0);
        boolean fits = places <= left
                && books.waitlist.waiting(key).stream().noneMatch(other -> NaiveBooks.places(other.placed, 0) <= left);
        boolean kept = !terms.host().isEmpty() && !booking.placed.byHost();
        switch (it.result()) {
            case WON -> win(booking, it, key, slot, terms, fits);
            case WAITS -> {
                unless(!fits || kept, "whoever is first has the place", it);
                waits(booking, it, key, terms, places <= slot.capacity);
            }
            case NO_PLACE -> {
                unless(!fits || kept, "whoever is first has the place", it);
                unless(!mayWait(it, key, terms, places <= slot.capacity), "who would wait waits", it);
            }
            case TOO_LATE ->
                unless(
                        it.atMs() >= SlotKey.startMs(key) - terms.get(Term.BOOKING_CUTOFF_MS),
                        "nobody is passed over for nothing",
                        it);
            case SLOT_CLOSED -> unless(!books.waitlist.open(key, slot, terms), "nobody is passed over for nothing", it);
            case SUSPENDED, OVERLAPS, QUOTA ->
                unless(
                        it.result() == DrawResult.SUSPENDED || books.waitlist.mayBePassedOver(booking, slot, terms),
                        "nobody is passed over for nothing",
                        it);
        }
        if (it.result().state() == ReservationState.NOT_DRAWN) {
            booking.state = ReservationState.NOT_DRAWN;
            booking.endedAtMs = it.atMs();
        }
        booking.lost = it.result() == DrawResult.WAITS || it.result() == DrawResult.NO_PLACE;
    }

    private void win(
            NaiveBooks.Booking booking,
            Event.DrawDecided it,
            long key,
            NaiveSlot slot,
            VenueTerms terms,
            boolean fits) {
        unless(fits, "who wins has a place that nobody waits for", it);
        unless(books.waitlist.open(key, slot, terms), "nothing is drawn that is closed", it);
        books.arrivals.requireNotSuspended(booking.placed.member(), it);
        books.judgeAsPlaced(booking.placed);
        booking.state = ReservationState.CONFIRMED;
        booking.checkInByMs = it.untilMs();
        books.arrivals.requireTerms(booking, it.untilMs(), it);
        books.take(booking, it);
    }

    private boolean mayWait(Event.DrawDecided it, long key, VenueTerms terms, boolean largeEnough) {
        Entry entry = required(key, it).entries.get(it.number() - 1);
        return entry.entered.waits()
                && largeEnough
                && it.atMs() < waitEndsAtMs(key, terms)
                && books.waitlist.waiting(key).size() < terms.get(Term.WAITLIST_MAX);
    }

    private static long waitEndsAtMs(long key, VenueTerms terms) {
        return SlotKey.startMs(key) - Math.max(terms.get(Term.WAITLIST_CUTOFF_MS), terms.get(Term.BOOKING_CUTOFF_MS));
    }

    private void waits(
            NaiveBooks.Booking booking, Event.DrawDecided it, long key, VenueTerms terms, boolean largeEnough) {
        unless(mayWait(it, key, terms, largeEnough), "who waits may wait", it);
        unless(it.untilMs() == waitEndsAtMs(key, terms), "a waitlist is open until its cutoff", it);
        booking.state = ReservationState.WAITLISTED;
        booking.waitEndsAtMs = it.untilMs();
        booking.drawnRank = it.rank();
    }

    void apply(Event.DrawCarriedOut it) {
        Draw draw = required(it.slotKey(), it);
        unless(draw.isRevealed() && !draw.carriedOut, "a draw is carried out once", it);
        for (Entry entry : draw.entries) unless(!isIn(entry), "all who are in a draw are decided about", it);
        draw.carriedOut = true;
        carriedOut++;
    }

    /** Whether of some draw only a part was decided about. */
    boolean isHalfDone() {
        for (Draw draw : draws.values()) {
            List<Entry> order = draw.order;
            if (draw.carriedOut || order == null || !draw.isRevealed()) continue;
            long left = order.stream().filter(this::isIn).count();
            if (left > 0 && left < order.size()) return true;
        }
        return false;
    }

    /** What time does by itself to draws was done. */
    void requireNothingOverdue(long nowMs) {
        for (Draw draw : draws.values()) {
            unless(
                    !draw.digest.isEmpty() || closesAtMs(draw) >= nowMs - 1_000,
                    "a draw closes at its time",
                    draw.terms);
            boolean owed = !draw.digest.isEmpty() && draw.isRevealed() && !draw.carriedOut;
            unless(!owed, "a draw whose order is known is carried out", draw.terms);
        }
    }

    private Draw required(long slotKey, Event cause) {
        Draw draw = draws.get(slotKey);
        if (draw == null) throw new Violation("events are about what there is", "a draw, " + cause);
        return draw;
    }
}
