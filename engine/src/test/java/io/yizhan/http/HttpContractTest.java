package io.yizhan.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.HearsErrors;
import io.yizhan.http.problem.ProblemCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@HearsErrors
final class HttpContractTest {
    private static EdgeParts parts;

    @BeforeAll
    static void start() {
        parts = new EdgeParts();
    }

    @AfterAll
    static void stop() {
        parts.close();
    }

    @Test
    void everyRouteIsDescribed() {
        for (String pattern : parts.routes().table.patterns()) {
            assertThat(HttpContract.operations())
                    .as(pattern)
                    .anyMatch(operation -> operation.getOpenAPIPath().equals(pattern));
        }
    }

    @Test
    void everyCodeLooksAsIsDescribed() {
        String pattern =
                HttpContract.properties("Problem").getJsonObject("code").getString("pattern");
        for (ProblemCode code : ProblemCode.values()) assertThat(code.code).matches(pattern);
    }

    /** A generated client reads both with one class. */
    @Test
    void whatMayBeOneOfTwoThingsHasAllFieldsOfBoth() {
        Set<String> reservation =
                new TreeSet<>(HttpContract.properties("Reservation").fieldNames());
        reservation.removeAll(Set.of("alternatives", "closed")); // Only of one that was made before.
        assertThat(HttpContract.properties("ReservationOrPreview").fieldNames()).containsAll(reservation);
        assertThat(HttpContract.properties("ClosureOrPreview").fieldNames())
                .containsAll(HttpContract.properties("Closure").fieldNames());
        assertThat(HttpContract.properties("ClosureOrOpening").fieldNames())
                .containsAll(HttpContract.properties("Closure").fieldNames());
    }

    @Test
    void slotsHaveTheSameWhereverTheyAreShown() {
        for (String schema : List.of("Slot", "FoundSlot", "LiveSlot"))
            assertThat(HttpContract.schema(schema).getJsonArray("required"))
                    .as(schema)
                    .contains("remaining", "capacity", "state", "waitlist");
    }

    /** Faults of a request as such, which any operation may be asked with. */
    @Test
    void everyOperationTellsOfRequestsThatAreTooLongOrGarbled() {
        try (HttpEngine engine = new HttpEngine()) {
            for (ContractOperation operation : ContractOperation.all()) {
                String target = operation.target(Map.of());
                holds(engine, 414, operation, target + "?q=" + "x".repeat(8_000));
                holds(engine, 431, operation, target, "X-Long", "x".repeat(20_000));
                holds(engine, 400, operation, target, "X-Garbled", "\u0001");
            }
        }
    }

    private static void holds(
            HttpEngine engine, int status, ContractOperation operation, String target, String... headers) {
        StringBuilder request = new StringBuilder(operation.method())
                .append(' ')
                .append(target)
                .append(" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
        for (int i = 0; i < headers.length; i += 2)
            request.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
        try (Wire wire = new Wire(engine.port())) {
            assertThat(Wire.statuses(wire.send(request + "\r\n").untilClosed()))
                    .as(operation.id())
                    .containsExactly("" + status);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        assertThat(operation.statuses()).as(operation.id()).contains("" + status);
    }

    @Test
    void noOtherMethodIsAnsweredThanIsDescribed() {
        Map<String, Set<String>> described = new TreeMap<>();
        for (ContractOperation operation : ContractOperation.all()) {
            // The table has it as an id of its neighbour.
            if (operation.path().endsWith(".ics")) continue;
            Set<String> methods =
                    described.computeIfAbsent(operation.target(Map.of()), it -> new TreeSet<>(Set.of("OPTIONS")));
            methods.add(operation.method());
            if (operation.method().equals("GET")) methods.add("HEAD");
        }
        try (HttpEngine engine = new HttpEngine()) {
            described.forEach((path, methods) -> {
                String allow = engine.client.send("OPTIONS", path, "").header("allow");
                assertThat(new TreeSet<>(List.of(allow.split(", ", -1))))
                        .as(path)
                        .isEqualTo(methods);
            });
        }
    }
}
