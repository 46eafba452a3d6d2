package io.yizhan.loadtest.drill;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.loadtest.Failure;
import io.yizhan.loadtest.cluster.SmallCity;
import io.yizhan.loadtest.drill.Timeline.Kind;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/** A load held against the API and PostgreSQL, when all is well again. One thread. */
final class Reckoning {
    private static final int CAUGHT_UP_MAX_S = 120;
    private static final int AGAIN_MAX = 2_000;
    private static final int LAPSED_MAX_S = 3;

    private final Client client;
    private final Load load;
    private final List<LocalDate> dates;
    private final Place place;

    /**
     * Where to look.
     *
     * @param jdbc of the database
     * @param health the parts of whoever owns the region
     */
    record Place(String region, String jdbc, Parts health) {}

    interface Parts {
        JsonNode parts() throws InterruptedException;
    }

    Reckoning(Client client, Load load, List<LocalDate> dates, Place place) {
        this.client = client;
        this.load = load;
        this.dates = dates;
        this.place = place;
    }

    /**
     * Writes its promises into the result.
     *
     * @param hangs whether the fault may leave a request without an answer for longer than its client waits
     */
    Verdicts.Verdict into(DrillResult result, boolean plantLie, boolean hangs) throws InterruptedException {
        int unanswered = load.unanswered();
        int again = load.settle(AGAIN_MAX);
        // Nothing may change while it is looked at.
        Thread.sleep(1_000L * (SmallCity.QUICK_HOLD_S + LAPSED_MAX_S));
        int lag = caughtUp();
        result.promise("PostgreSQL has caught up within " + CAUGHT_UP_MAX_S + " s", lag + " events behind", lag == 0);
        if (plantLie) plantLie(result);
        List<Attempt> attempts = load.attempts();
        long lookedAtMs = System.currentTimeMillis();
        Verdicts.Verdict verdict = Verdicts.of(
                attempts, load.prefix, Evidence.gather(client, load, dates, place.jdbc(), place.region()), lookedAtMs);
        long placed =
                attempts.stream().filter(it -> it.told == Attempt.Told.PLACED).count();
        result.promise(
                "every answered booking is in the API and in PostgreSQL once, with its slots",
                placed + " answered, " + verdict.lost() + " lost",
                verdict.lost() == 0);
        result.promise("nothing is sold or stored twice", verdict.doubled() + " double", verdict.doubled() == 0);
        result.promise(
                "API, rows and what members were told agree, slot by slot",
                verdict.broken().size() + " differences",
                verdict.broken().isEmpty());
        result.promise(
                "a key asked again gives the first answer; time never goes back; a 503 has Retry-After",
                again + " asked again, " + load.lies.size() + " wrong",
                load.lies.isEmpty());
        Timeline timeline = load.timeline;
        int hung = timeline.total(Kind.HUNG);
        result.promise(
                "each request is answered or its connection closed within " + result.drill.answerMaxS + " s"
                        + (hangs ? ", but for those that the fault swallows" : ""),
                String.format(Locale.ROOT, "%d hung; slowest answer %.1f s", hung, timeline.slowestMs() / 1_000),
                hangs || hung == 0);
        int wrong = timeline.total(Kind.WRONG);
        result.promise("no other error", wrong + " " + timeline.wrong(), wrong == 0);
        result.notes.add(
                attempts.size() + " bookings asked for by " + load.tokens.size() + " members; " + unanswered
                        + " of them, or of their changes, had no clear answer at the load's end; bookings were asked for again.");
        if (!timeline.unavailable().isEmpty()) result.notes.add("503 by code: " + timeline.unavailable() + ".");
        result.broken.addAll(verdict.broken());
        result.broken.addAll(load.lies);
        return verdict;
    }

    /** Events that PostgreSQL is behind; 0 as soon as it is so. */
    private int caughtUp() throws InterruptedException {
        long deadline = System.nanoTime() + CAUGHT_UP_MAX_S * 1_000_000_000L;
        while (true) {
            int behind = behind(place.health().parts());
            if (behind == 0 || System.nanoTime() > deadline) return behind;
            Thread.sleep(200);
        }
    }

    private int behind(JsonNode parts) {
        for (JsonNode part : parts) {
            String name = part.path("name").asText();
            String detail = part.path("detail").asText();
            if ((name.equals("postgres") || name.equals("postgres " + place.region()))
                    && detail.endsWith(" events behind"))
                return Integer.parseInt(detail.replaceAll(".*?(\\d+) events behind", "$1"));
        }
        return -1;
    }

    private void plantLie(DrillResult result) {
        try (Connection connection = DriverManager.getConnection(place.jdbc());
                Statement statement = connection.createStatement()) {
            long id;
            try (ResultSet one = statement.executeQuery("select max(r.id) from reservation r join reservation_slot s on"
                    + " s.reservation_id = r.id where s.live and starts_with(r.member, '" + load.prefix + "')")) {
                if (!one.next()) throw new Failure("there is no booking to delete");
                id = one.getLong(1);
            }
            statement.executeUpdate("delete from reservation_slot where reservation_id = " + id);
            statement.executeUpdate("delete from reservation where id = " + id);
            result.notes.add("Planted lie: " + Evidence.id(id) + " was deleted from PostgreSQL.");
        } catch (SQLException failed) {
            throw new Failure("the lie cannot be planted", failed);
        }
    }
}
