package io.yizhan.http.gate;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.yizhan.catalogue.Station;
import io.yizhan.core.Command;
import io.yizhan.core.CompanionOutcome.InvitationsFound;
import io.yizhan.core.Invitation;
import io.yizhan.core.Reservation;
import io.yizhan.core.ReservationState;
import io.yizhan.core.SlotKey;
import io.yizhan.http.auth.Principal;
import io.yizhan.http.exchange.Aside;
import io.yizhan.http.exchange.Commands;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.exchange.Query;
import io.yizhan.http.json.JsonOut;
import io.yizhan.http.problem.Problem;
import io.yizhan.http.problem.ProblemCode;
import io.yizhan.pass.Passes;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /v1/gates/{gate}/snapshot}: what a gate needs to decide while the network is down, signed; the whole, or what has changed. The reservations of the station's present
 * and next day are gone through part by part, as for a desk. Of one event loop.
 */
public final class SnapshotRoute {
    private static final long AHEAD_MS = 24 * 3_600_000L;
    private static final int DAYS = 2;
    private static final int PART = 100;
    private static final int LISTED_MAX = 5_000;
    private static final int VERSION_LENGTH_MAX = 19;

    private static final int COMING = ReservationState.CONFIRMED.bit() | ReservationState.CHECKED_IN.bit();
    private static final int REVOKED =
            ReservationState.CANCELLED.bit() | ReservationState.NO_SHOW.bit() | ReservationState.EXPIRED.bit();

    private final Commands commands;
    private final Passes passes;
    private final GivenSnapshots given;
    private final Aside aside;

    public SnapshotRoute(Commands commands, Vertx vertx, Passes passes, GivenSnapshots given) {
        this.commands = commands;
        this.passes = passes;
        this.given = given;
        aside = new Aside(vertx);
    }

    public void handle(Exchange exchange, String gate, Principal caller) {
        Station station = OwnGate.station(exchange, gate, caller);
        if (station == null) return;
        Query query = new Query(exchange);
        long since = version(query);
        if (query.answered()) return;
        // What was published before is in what the books will say.
        long version = exchange.region.feed().seq();
        if (since > version) exchange.problem(Problem.of(ProblemCode.SNAPSHOT_AHEAD, Long.toString(version)));
        else new Listing(exchange, station, version, since).ask(0);
    }

    /** 0 where none is given. */
    private static long version(Query query) {
        String text = query.text("since", VERSION_LENGTH_MAX);
        if (text == null) return 0;
        try {
            long version = Long.parseLong(text);
            if (version >= 0) return version;
        } catch (NumberFormatException nonsense) {
            // As any other number that makes no sense.
        }
        query.wrong("since", "version");
        return 0;
    }

    private final class Listing {
        private final Exchange exchange;
        private final Station station;
        private final long version;
        private final long since;
        private final List<Reservation> found = new ArrayList<>();
        private final Map<Long, InvitationsFound> companions = new HashMap<>();

        Listing(Exchange exchange, Station station, long version, long since) {
            this.exchange = exchange;
            this.station = station;
            this.version = version;
            this.since = since;
        }

        void ask(int day) {
            LocalDate date = LocalDate.ofInstant(Instant.ofEpochMilli(exchange.nowMs()), exchange.zone())
                    .plusDays(day);
            int stationNo = exchange.directory().stationNo(station.id());
            int localDay = (int) date.toEpochDay();
            ask(day, new Command.ListStationDay(stationNo, localDay, 0, COMING | REVOKED, 0, PART));
        }

        private void ask(int day, Command.ListStationDay query) {
            commands.submit(exchange, query, part -> {
                found.addAll(part.reservations());
                companions.putAll(part.companions());
                if (part.more() && found.size() < LISTED_MAX)
                    ask(
                            day,
                            new Command.ListStationDay(
                                    query.stationNo(), query.localDay(), 0, query.states(), part.next(), PART));
                else if (day + 1 < DAYS) ask(day + 1);
                else sign();
            });
        }

        private void sign() {
            Snapshot now = new Snapshot(station.id(), version, exchange.nowMs(), entries());
            GivenSnapshots.Changed changed = given.give(exchange.region.sources.region(), now, since);
            JsonOut json = exchange.json(
                    changed == null ? now.bytes() : changed.snapshot().bytes());
            byte[] content = changed == null ? now.whole(json) : Snapshot.changed(json, changed);
            aside.run(
                    exchange,
                    () -> passes.sealed("gate-snapshot+jwt", content),
                    token -> exchange.personal(200, "application/jose", Buffer.buffer(token)));
        }

        private List<Snapshot.Entry> entries() {
            List<Snapshot.Entry> entries = new ArrayList<>(found.size());
            for (Reservation it : found) {
                InvitationsFound along = companions.get(it.id());
                List<Invitation> invitations = along == null ? List.of() : along.invitations();
                Snapshot.Entry entry = entry(it, exchange.nowMs());
                if (entry == null) continue;
                entries.add(entry.isRevoked() ? entry : without(entry, invitations));
                for (Invitation one : invitations)
                    if (one.acceptedAtMs() != 0 && along != null) entries.add(companion(it, entry, one, along));
            }
            return entries;
        }

        /** By the reservation's own pass come those who have none of their own. */
        private static Snapshot.Entry without(Snapshot.Entry entry, List<Invitation> invitations) {
            int accepted = 0;
            for (Invitation it : invitations) if (it.state() == Invitation.State.ACCEPTED) accepted++;
            return new Snapshot.Entry(
                    entry.id(), 0, entry.fromMs(), entry.untilMs(), entry.party() - accepted, entry.holderFirst());
        }

        private static Snapshot.Entry companion(
                Reservation of, Snapshot.Entry entry, Invitation invitation, InvitationsFound along) {
            if (entry.isRevoked() || invitation.state() != Invitation.State.ACCEPTED)
                return Snapshot.Entry.revoked(entry.id(), invitation.number());
            boolean holderFirst = along.terms().holderPresent() && of.state() != ReservationState.CHECKED_IN;
            return new Snapshot.Entry(entry.id(), invitation.number(), entry.fromMs(), entry.untilMs(), 1, holderFirst);
        }

        /** Of the reservation's own pass. Null for what is of no use to a gate. */
        private Snapshot.@Nullable Entry entry(Reservation it, long nowMs) {
            if (it.state().ended()) return it.endsAtMs() > nowMs ? Snapshot.Entry.revoked(it.id(), 0) : null;
            long fromMs = it.arrival().opensAtMs();
            long untilMs = it.arrival().byMs();
            if (fromMs == 0) fromMs = passes.opensAtMs(firstStartMs(it));
            if (untilMs == 0) untilMs = it.endsAtMs();
            if (untilMs <= nowMs || fromMs > nowMs + AHEAD_MS) return null;
            return new Snapshot.Entry(it.id(), 0, fromMs, untilMs, it.party(), false);
        }

        private static long firstStartMs(Reservation it) {
            long startMs = Long.MAX_VALUE;
            for (long slot : it.slots()) startMs = Math.min(startMs, SlotKey.startMs(slot));
            return startMs;
        }
    }
}
