package io.yizhan.http.fitness;

import io.yizhan.fitness.EmployerConsents;
import io.yizhan.fitness.EmployerConsents.Consent;
import io.yizhan.fitness.EmployerConsents.Sum;
import io.yizhan.fitness.FitnessRecords;
import io.yizhan.http.auth.Principal;
import io.yizhan.http.exchange.Blocking;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.exchange.Query;
import io.yizhan.http.json.JsonOut;
import io.yizhan.http.problem.Problem;
import io.yizhan.http.problem.ProblemCode;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET}, {@code PUT} and {@code DELETE /v1/me/fitness/employer}: a member sees, gives and takes back the consent to be counted for
 * their employer; and {@code GET /v1/employer/fitness?month=}: the employer gets the counts. Any node answers: all share the rows. Of one
 * event loop.
 */
public final class EmployerRoutes {
    private static final int BYTES = 200;
    private static final int ASKED_MAX = 2;

    private final EmployerConsents consents;
    private final Blocking questions = new Blocking(ASKED_MAX, ProblemCode.FITNESS_UNAVAILABLE);

    public EmployerRoutes(EmployerConsents consents) {
        this.consents = consents;
    }

    public void consent(Exchange exchange, Principal member) {
        questions.ask(
                exchange,
                () -> new Found(consents.of(region(exchange), member.subject())),
                found -> answer(exchange, member, found));
    }

    public void give(Exchange exchange, Principal member) {
        String employer = employer(exchange, member);
        if (employer == null) return;
        Consent given = new Consent(employer, exchange.nowMs());
        questions.ask(
                exchange,
                () -> new Found(consents.give(region(exchange), member.subject(), given)),
                found -> answer(exchange, member, found));
    }

    public void withdraw(Exchange exchange, Principal member) {
        questions.ask(
                exchange,
                () -> {
                    consents.withdraw(region(exchange), member.subject());
                    return new Found(null);
                },
                found -> answer(exchange, member, found));
    }

    private record Found(@Nullable Consent consent) {}

    private static void answer(Exchange exchange, Principal member, Found found) {
        JsonOut json = exchange.json(BYTES).object();
        String named = member.claims().employer();
        if (!named.isEmpty()) json.field("employer", named);
        if (found.consent() != null) write(json.object("consent"), found.consent());
        exchange.personal(200, json.end());
    }

    /** The rest of an object that was begun. */
    public static void write(JsonOut json, Consent consent) {
        json.field("employer", consent.employer())
                .time("since", consent.givenAtMs())
                .end();
    }

    public void sum(Exchange exchange, Principal caller) {
        CountedMonth month = CountedMonth.asked(exchange, new Query(exchange));
        if (month == null) return;
        String employer = employer(exchange, caller);
        if (employer == null) return;
        questions.ask(
                exchange,
                () -> consents.sum(region(exchange), employer, month.fromMs(), month.toMs()),
                sum -> answer(exchange, employer, month, sum));
    }

    private static void answer(Exchange exchange, String employer, CountedMonth month, Sum sum) {
        JsonOut json = exchange.json(BYTES)
                .object()
                .field("employer", employer)
                .field("month", month.month().toString())
                .field("peopleMin", FitnessRecords.PEOPLE_MIN)
                .field("withheld", !sum.isOfEnough());
        if (sum.isOfEnough())
            json.field("members", sum.members())
                    .field("workouts", sum.workouts())
                    .field("minutes", sum.activeS() / 60)
                    .field("distanceM", sum.distanceM());
        exchange.personal(200, json.end());
    }

    /** Null where the token names none, which is answered. */
    private static @Nullable String employer(Exchange exchange, Principal caller) {
        String employer = caller.claims().employer();
        if (!employer.isEmpty()) return employer;
        exchange.problem(Problem.of(ProblemCode.EMPLOYER_MISSING));
        return null;
    }

    private static String region(Exchange exchange) {
        return exchange.region.sources.region();
    }
}
