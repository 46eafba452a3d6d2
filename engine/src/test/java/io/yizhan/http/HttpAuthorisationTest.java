package io.yizhan.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import io.yizhan.HearsErrors;
import io.yizhan.http.HttpClient.Answer;
import io.yizhan.http.auth.RateLimit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Who may do what: every operation of the contract, asked for by every kind of caller, gets what {@code authorisation.txt} says. An operation
 * that is new has no row there, and so fails here until somebody has decided about each caller.
 */
@Tag("slow")
@HearsErrors
class HttpAuthorisationTest {
    private static final AuthorisationTable TABLE = AuthorisationTable.read();
    private static final List<ContractOperation> OPERATIONS = ContractOperation.all();
    /** Before an operation that there is in development alone. */
    private static final String DEVELOPMENT = "development:";

    /** As who shows no token is told so: in the form of the Open Booking API as well. */
    private static final Set<String> MISSING = Set.of("token-missing", "NoAPITokenError");

    /** Who asks by HEAD, too: that it is answered as GET is a matter of the route. */
    private static final Set<Caller> HEADS = EnumSet.of(Caller.NOBODY, Caller.MEMBER, Caller.GATE);

    private static final String RESERVATION = "/v1/reservations/{id}";
    private static final String AT_DESK = "/v1/admin/reservations/{id}";
    /** What other operations ask for is later. */
    private static final int HOUR_FIRST = 12;

    private static final int HOURS = 6;
    private static final String CLOSURE = "/v1/admin/closures/{id}";

    private CallerHeaders headers;
    private HttpEngine engine;
    /** Reservations that were made for operations: each is cancelled before its hour comes up again. */
    private int made;

    boolean throughANode() {
        return false;
    }

    private boolean isAsked(ContractOperation operation) {
        return !throughANode() || !TABLE.code(operation.id(), Caller.NOBODY).isEmpty();
    }

    @BeforeEach
    void start() throws IOException, JOSEException {
        headers = new CallerHeaders();
        RateLimit any = new RateLimit(100_000, 100_000);
        engine = new HttpEngine(
                options -> EdgeOptions.of(options.host(), 0, options.eventLoops(), headers.trusted())
                        .withRates(any, any),
                throughANode());
        String[] member = headers.of(Caller.MEMBER, engine).toArray(String[]::new);
        await().until(() -> engine.client.get("/v1/me/reservations", member).status() == 200);
    }

    @AfterEach
    void stop() {
        engine.close();
        headers.close();
    }

    @Test
    void everyCallerOfEveryOperationGetsWhatTheTableSays() {
        List<String> wrong = new ArrayList<>();
        Set<String> rows = new TreeSet<>(TABLE.operations());
        for (ContractOperation operation : OPERATIONS) {
            if (!rows.remove(operation.id())) wrong.add(withoutRow(operation));
            else if (isAsked(operation)) compare(operation, operation.id(), engine, wrong);
        }
        rows.removeIf(row -> row.startsWith(DEVELOPMENT));
        for (String row : rows)
            wrong.add("row " + row
                    + ": openapi.yaml has no such operation; rename the row as it has it, or take it away");

        assertThat(wrong).as(AuthorisationTable.FILE).isEmpty();
    }

    @Test
    void whatThereIsInDevelopmentAloneIsForAnybodyThere() {
        List<String> wrong = new ArrayList<>();
        int rows = 0;
        try (HttpEngine development = new HttpEngine()) {
            for (ContractOperation operation : OPERATIONS) {
                String row = DEVELOPMENT + operation.id();
                if (!TABLE.operations().contains(row)) continue;
                rows++;
                compare(operation, row, development, wrong);
            }
        }

        assertThat(wrong).as(AuthorisationTable.FILE).isEmpty();
        assertThat(TABLE.operations().stream().filter(row -> row.startsWith(DEVELOPMENT)))
                .as("rows of operations that the contract has")
                .hasSize(rows);
    }

    /** Clients that are generated from the contract show a token where it says so. */
    @Test
    void theContractSaysWhereATokenIsWanted() {
        for (ContractOperation operation : OPERATIONS) {
            String development = DEVELOPMENT + operation.id();
            String row = TABLE.operations().contains(development) ? development : operation.id();
            boolean closed = MISSING.contains(TABLE.code(row, Caller.NOBODY));
            boolean bySession = !TABLE.code(row, Caller.SESSION).equals("token-required");
            assertThat(operation.schemes())
                    .as("security of %s in openapi.yaml, by its row in %s", operation.id(), AuthorisationTable.FILE)
                    .isEqualTo(!closed ? Set.of() : bySession ? Set.of("bearer", "session") : Set.of("bearer"));
        }
    }

    private void compare(ContractOperation operation, String row, HttpEngine asked, List<String> wrong) {
        Map<String, String> target = target(operation);
        for (Caller caller : Caller.values()) {
            String[] shown = shown(operation, caller);
            Answer answer = ask(operation, operation.method(), target, shown, asked);
            String problem = TABLE.problem(row, caller, answer.status(), code(answer));
            if (problem != null) wrong.add(problem);
            if (!operation.method().equals("GET") || !HEADS.contains(caller)) continue;
            int head = ask(operation, "HEAD", target, shown, asked).status();
            if (head != answer.status())
                wrong.add(row + " as " + caller.column() + ": GET is answered " + answer.status() + ", HEAD " + head);
        }
        // A member may have but few at once.
        if (target.containsKey("id"))
            engine.client.send(
                    "DELETE",
                    RESERVATION.replace("{id}", String.valueOf(target.get("id"))),
                    "",
                    headers.of(Caller.MEMBER, engine).toArray(String[]::new));
    }

    private String[] shown(ContractOperation operation, Caller caller) {
        // What ends all sessions so far is not to end those that are begun after it.
        engine.nowMs.incrementAndGet();
        if (!operation.method().equals("GET")) headers.forgetSessions();
        List<String> all = new ArrayList<>(headers.of(caller, engine));
        all.addAll(operation.headers());
        return all.toArray(String[]::new);
    }

    private Answer ask(
            ContractOperation operation, String method, Map<String, String> target, String[] shown, HttpEngine asked) {
        Map<String, String> present = operation.path().equals(CLOSURE) ? Map.of("id", closure()) : target;
        return asked.client.send(method, operation.target(present) + operation.query(), operation.body(), shown);
    }

    private static String code(Answer answer) {
        String type = answer.header("content-type");
        if (type.startsWith("application/vnd.openactive.booking+json"))
            return answer.json().getString("@type", "");
        return type.equals("application/problem+json") ? answer.code() : "";
    }

    /** What must be there to be asked for: a reservation of {@link Caller#MEMBER}'s for each operation. */
    private Map<String, String> target(ContractOperation operation) {
        boolean ofOne =
                operation.path().startsWith(RESERVATION) || operation.path().startsWith(AT_DESK);
        return ofOne ? Map.of("id", reservation(operation)) : Map.of();
    }

    private String reservation(ContractOperation operation) {
        int hour = HOUR_FIRST + made++ % HOURS;
        String mode = operation.id().equals("confirmReservation") ? "hold" : "confirm";
        return made(
                Caller.MEMBER,
                "/v1/reservations",
                "{\"slots\":[\"s-1-gym.20261121T" + hour + "00\"],\"mode\":\"" + mode + "\"}",
                "Idempotency-Key",
                "made-" + made);
    }

    /** The same as long as nobody has lifted it. */
    private String closure() {
        return made(
                Caller.ADMIN,
                "/v1/admin/closures",
                "{\"station\":\"s-1\",\"from\":\"2026-11-22T08:00:00+08:00\",\"to\":\"2026-11-22T09:00:00+08:00\",\"reason\":\"x\"}");
    }

    private String made(Caller by, String path, String body, String... more) {
        List<String> all = new ArrayList<>(headers.of(by, engine));
        all.addAll(List.of("Content-Type", "application/json"));
        all.addAll(List.of(more));
        Answer made = engine.client.send("POST", path, body, all.toArray(String[]::new));
        assertThat(made.status()).as(made.body()).isIn(200, 201);
        return made.json().getString("id");
    }

    private String withoutRow(ContractOperation operation) {
        Map<String, String> target = target(operation);
        List<String> answered = Arrays.stream(Caller.values())
                .map(caller -> ask(operation, operation.method(), target, shown(operation, caller), engine))
                .map(answer -> TABLE.said(answer.status(), code(answer)))
                .toList();
        return operation.method() + " " + operation.path()
                + " has no row: decide what each caller should get, and add one. The engine answers now:\n"
                + AuthorisationTable.line(operation.id(), answered);
    }
}
