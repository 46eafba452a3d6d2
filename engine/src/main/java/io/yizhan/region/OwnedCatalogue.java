package io.yizhan.region;

import io.yizhan.catalogue.CatalogueDifference;
import io.yizhan.catalogue.City;
import io.yizhan.catalogue.Directory;
import io.yizhan.catalogue.edition.Author;
import io.yizhan.catalogue.edition.CatalogueReplacement;
import io.yizhan.catalogue.edition.Consequences;
import io.yizhan.catalogue.edition.Consequences.Met;
import io.yizhan.catalogue.edition.Edition;
import io.yizhan.catalogue.edition.Editions;
import io.yizhan.catalogue.edition.Editions.Kept;
import io.yizhan.catalogue.edition.Outlook;
import io.yizhan.catalogue.edition.Proposal;
import io.yizhan.catalogue.edition.Replacement;
import io.yizhan.catalogue.edition.Retold;
import io.yizhan.core.ClosureCommand;
import io.yizhan.core.Command;
import io.yizhan.core.Outcome;
import io.yizhan.core.Outcome.AtVenues;
import io.yizhan.core.Refusal;
import io.yizhan.core.Reservation;
import io.yizhan.core.VenueCommand;
import io.yizhan.sequencer.Caller;
import io.yizhan.sequencer.Inbox;
import io.yizhan.time.Deadline;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The catalogue of a region that is owned here. Another one is stored first, with who has sent it, and then shown, carried out and told to
 * the audit: so after a crash at any point either the former one is in force or the new one, and whoever was told of the new one finds it,
 * and finds who has sent it.
 *
 * <p>A venue that it lacks takes nobody else before it is looked for reservations there for the last time: nobody slips in between that and
 * the change. Where it comes to nothing, all venues are defined again as they were.
 */
public final class OwnedCatalogue implements CatalogueReplacement, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OwnedCatalogue.class);
    private static final Duration ROWS_MAX = Duration.ofSeconds(5);

    /** By these a region goes as it was made. */
    private static final Set<String> FIXED =
            Set.of("activeReservationsMax", "holdsMax", "strikesMax", "strikeDays", "suspensionDays");

    private final Served served;
    private final Inbox inbox;
    private final HorizonKeeper horizon;
    private final Editions editions;
    private final Rows rows;
    private final InstantSource clock;
    private final CatalogueActs acts;

    /**
     * What of it is in force.
     *
     * @param atStart by whose numbers the region was made
     * @param said the version whose replacement the books tell of, before the writer is at work
     * @param take puts a stored one in force, unless a later one is
     */
    public record Served(City atStart, long said, Supplier<Edition> present, Consumer<Edition> take) {}

    /** The rows that follow the journal. */
    public interface Rows {
        /** Whether they have, in time, all that was answered by now. */
        boolean follow(Deadline by) throws InterruptedException;
    }

    public OwnedCatalogue(
            Served served, Inbox inbox, HorizonKeeper horizon, Editions editions, Rows rows, InstantSource clock) {
        this.served = served;
        this.inbox = inbox;
        this.horizon = horizon;
        this.editions = editions;
        this.rows = rows;
        this.clock = clock;
        acts = new CatalogueActs(() -> present().version(), this::retold, served.said(), inbox, editions);
    }

    /** Tells the audit of what former owners have stored and not told of; returns at once. */
    void begin() {
        acts.begin();
    }

    /**
     * The books have the slots of a former catalogue as they were opened. What they are slots of, they don't know: so nothing changes in them when a class is
     * given up or a court is gone, and whoever keeps a copy would not hear of it.
     */
    private @Nullable Refusal retold(long version) {
        return horizon.undisturbed(() -> {
            Edition present = present();
            List<Command> commands = present.formers().stream()
                    .filter(it -> it.version() >= version)
                    .flatMap(it -> Retold.between(it.directory(), present.directory()).stream())
                    .distinct()
                    .<Command>map(VenueCommand.TellSlotsAgain::new)
                    .toList();
            return !commands.isEmpty() && new Caller(inbox).callAll(commands) instanceof Refusal refusal
                    ? refusal
                    : null;
        });
    }

    @Override
    public Edition present() {
        return served.present().get();
    }

    @Override
    public Replacement preview(Proposal proposal) {
        Edition present = present();
        Replacement unfit = unfit(proposal, present);
        if (unfit != null) return unfit;
        try {
            return new Replacement.Stands(present, differs(proposal, present), look(proposal, present));
        } catch (NotTaken not) {
            return new Replacement.Declined(not.refusal);
        }
    }

    @Override
    public Replacement replace(Proposal proposal, Author author) {
        Replacement became = horizon.undisturbed(() -> replaceAlone(proposal, author));
        if (!(became instanceof Replacement.Stands)) return became;
        Replacement untold = acts.say();
        return untold == null ? became : untold;
    }

    private Replacement replaceAlone(Proposal proposal, Author author) {
        Edition present = present();
        Replacement unfit = unfit(proposal, present);
        if (unfit != null) return unfit;
        try {
            Consequences consequences = look(proposal, present);
            if (!differs(proposal, present)) return new Replacement.Stands(present, false, consequences);
            if (consequences.gone().count() > 0) return new Replacement.VenuesReserved(present, consequences);
            try {
                return store(proposal, author, present, consequences);
            } finally {
                // What was stored is carried out, by the next owner if not here; what was not is undone.
                horizon.roll();
            }
        } catch (NotTaken not) {
            return new Replacement.Declined(not.refusal);
        }
    }

    private static boolean differs(Proposal proposal, Edition present) {
        return !Arrays.equals(proposal.document(), present.document());
    }

    /** Who asks for what is in force already has what it wants, whatever it has seen: it may have missed the answer. */
    private static @Nullable Replacement unfit(Proposal proposal, Edition present) {
        City city = present.directory().city();
        if (!proposal.city().id().equals(city.id())) return new Replacement.OtherCity(city.id());
        if (differs(proposal, present) && !proposal.onto().test(present.tag()))
            return new Replacement.Outdated(present);
        boolean sameZone = proposal.city().zone().equals(city.zone());
        return sameZone ? null : new Replacement.OtherZone(city.zone().getId());
    }

    private Consequences look(Proposal proposal, Edition present) throws NotTaken {
        Directory former = present.directory();
        Outlook outlook = Outlook.of(former, former.followedBy(proposal.city()), clock.millis());
        return new Consequences(
                CatalogueDifference.between(former.city(), proposal.city()),
                outlook.slotsOpened(),
                outlook.slotsKept(),
                at(outlook.touched()),
                at(outlook.gone()),
                fromNextStart(proposal.city()));
    }

    private List<String> fromNextStart(City next) {
        return CatalogueDifference.between(served.atStart(), next).changes().stream()
                .filter(change -> change.sort() == CatalogueDifference.Sort.CITY)
                .flatMap(change -> change.fields().stream())
                .map(CatalogueDifference.Field::name)
                .filter(FIXED::contains)
                .toList();
    }

    private Replacement store(Proposal proposal, Author author, Edition present, Consequences consequences)
            throws NotTaken {
        List<Integer> gone =
                Outlook.gone(present.directory(), present.directory().followedBy(proposal.city()));
        if (!gone.isEmpty()) {
            Outcome withdrawn = new Caller(inbox)
                    .callAll(gone.stream()
                            .<Command>map(VenueCommand.WithdrawVenue::new)
                            .toList());
            if (withdrawn instanceof Refusal refusal) return new Replacement.Declined(refusal);
            Met late = at(gone);
            if (late.count() > 0) return new Replacement.VenuesReserved(present, consequences.withGone(late));
            // What is stored is checked against the rows.
            if (!rowsFollow()) return new Replacement.Unavailable("the rows have not followed in time");
        }
        try {
            return switch (editions.add(proposal, author, present.version())) {
                case Kept.Done done -> {
                    LOG.info(
                            "catalogue of {}, version {}, by {}: {}",
                            proposal.city().id(),
                            done.edition().version(),
                            author.actor(),
                            author.reason());
                    served.take().accept(done.edition());
                    yield new Replacement.Stands(done.edition(), true, consequences);
                }
                case Kept.Outdated outdated -> {
                    served.take().accept(outdated.latest());
                    yield new Replacement.Outdated(outdated.latest());
                }
                case Kept.Contradicted contradicted -> new Replacement.Contradicted(contradicted.obstacles());
                case Kept.NotOwner notOwner ->
                    new Replacement.Declined(new Refusal.RegionStopped("another engine has this city now"));
            };
        } catch (IOException away) {
            return new Replacement.Unavailable(String.valueOf(away.getMessage()));
        }
    }

    private boolean rowsFollow() {
        try {
            return rows.follow(Deadline.in(ROWS_MAX));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The writer does not take what it is asked. */
    private static final class NotTaken extends Exception {
        private final transient Refusal refusal;

        NotTaken(Refusal refusal) {
            super(refusal.toString());
            this.refusal = refusal;
        }
    }

    private Met at(List<Integer> venues) throws NotTaken {
        if (venues.isEmpty()) return Met.NONE;
        int[] numbers = venues.stream().mapToInt(Integer::intValue).toArray();
        Caller caller = new Caller(inbox);
        List<Reservation> oldest = new ArrayList<>();
        int count = 0;
        int from = 0;
        do {
            Outcome outcome = caller.call(new ClosureCommand.FindAtVenues(numbers, from));
            if (outcome instanceof Refusal refusal) throw new NotTaken(refusal);
            if (!(outcome instanceof AtVenues part)) throw new IllegalStateException("found at venues: " + outcome);
            count += part.count();
            oldest.addAll(part.oldest());
            from = part.next();
        } while (from != 0);
        oldest.sort(Comparator.comparingLong(Reservation::id));
        int listed = Math.min(oldest.size(), Outcome.ClosurePreviewed.LISTED_MAX);
        return new Met(count, List.copyOf(oldest.subList(0, listed)));
    }

    @Override
    public void close() {
        acts.close();
    }
}
