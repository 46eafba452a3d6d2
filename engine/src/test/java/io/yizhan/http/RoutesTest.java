package io.yizhan.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.HearsErrors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A request is found by the router, by hand before the router is asked, or in the table when it was elsewhere: by each of these ways it gets
 * the same answer, byte for byte.
 */
@Tag("slow")
@HearsErrors
final class RoutesTest {
    private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "NONSENSE");
    private static final List<String> IDS =
            List.of("s-1", "s%2D1", "s-1%2Fb", "%E9%A9%BF", "a+b", "%ff", "r-1.ics", "s-1-g1");

    private static EdgeParts parts;
    private static final List<String> WAYS = List.of("router", "by hand", "table");
    private static final List<Integer> PORTS = new ArrayList<>();
    private static String bearer;

    @BeforeAll
    static void start() {
        parts = new EdgeParts();
        RegionRoutes routes = parts.routes();
        PORTS.add(parts.listen((request, path) -> routes.table.answerByRouter(request)));
        PORTS.add(parts.listen(routes.table::answer));
        PORTS.add(parts.listen(
                (request, path) -> routes.table.match(request, path).answer(routes.other(request))));
        String token = new HttpClient(PORTS.getFirst()).token("{\"roles\":[\"member\",\"gate\"],\"subject\":\"m-1\"}");
        bearer = "Authorization: Bearer " + token + "\r\n";
    }

    @AfterAll
    static void stop() {
        parts.close();
    }

    @Test
    void everyWayGivesTheSameAnswer() throws IOException {
        Set<String> statuses = new LinkedHashSet<>();
        for (String pattern : parts.routes().table.patterns())
            for (String path : paths(pattern))
                for (String method : METHODS) statuses.addAll(Wire.statuses(same(method, path, bearer)));

        assertThat(statuses).contains("200", "204", "400", "404", "405", "406", "415", "503");
    }

    @Test
    void whatIsNotInTheTableIsNowhere() throws IOException {
        for (String path : List.of(
                "/v1",
                "/v1/",
                "/v1/stations/s-1/slots/more",
                "/v1/stations/s-1/nothing",
                "/v1/stations//slots",
                "/v1/reservation",
                "/v1/reservations/r-1/confirm/",
                "/v1/reservationsx",
                "/V1/stations",
                "/dev",
                "/metrics/x",
                "/openapi.yaml.")) {
            String answer = same("GET", path, "");
            boolean known = path.endsWith("confirm/") || path.equals("/v1/stations//slots");
            if (!known) assertThat(answer).as(path).contains("\"code\":\"not-found\"");
        }
    }

    @Test
    void aMethodThatIsNotAllowedSaysWhichAre() throws IOException {
        assertThat(same("GET", "/v1/reservations", ""))
                .startsWith("HTTP/1.1 405")
                .contains("allow: POST, OPTIONS\r\n");
        assertThat(same("PUT", "/v1/stations/s-1/slots", ""))
                .startsWith("HTTP/1.1 405")
                .contains("allow: GET, HEAD, OPTIONS\r\n");
        assertThat(same("OPTIONS", "/v1/reservations/r-1", ""))
                .startsWith("HTTP/1.1 204")
                .contains("allow: GET, HEAD, DELETE, OPTIONS\r\n");
    }

    /** Whom a request is about its path says, whatever else it says. */
    @Test
    void aQueryNamesNothingThatThePathNames() throws IOException {
        for (String route : List.of("/v1/stations/s-1", "/v1/stations/s-1/slots", "/v1/stations/s-1/equipment"))
            assertThat(same("GET", route + "?id=s-2", "")).contains("s-1").doesNotContain("s-2\"");
        assertThat(same("POST", "/v1/gates/s-1-g9/events?gate=s-1-g1", bearer))
                .contains("\"code\":\"gate-unknown\"", "s-1-g9");
    }

    private static List<String> paths(String pattern) {
        List<String> paths = new ArrayList<>();
        List<String> ids = pattern.contains("{") ? IDS : List.of("");
        for (String id : ids) {
            String path = pattern.replaceAll("\\{[^}]*}", id);
            paths.add(path);
            paths.add(path + "/");
            paths.add("/" + path);
            paths.add("/x/.." + path);
            paths.add(path + "?date=2026-11-21");
            paths.add(path + "?id=s-2");
            int letter = path.length() - 1;
            paths.add(path.substring(0, letter) + "%" + Integer.toHexString(path.charAt(letter)));
        }
        return paths;
    }

    private static String same(String method, String path, String headers) throws IOException {
        String first = "";
        for (int i = 0; i < PORTS.size(); i++) {
            String answer = answer(PORTS.get(i), method, path, headers);
            if (i == 0) first = answer;
            assertThat(answer).as(method + " " + path + " " + WAYS.get(i)).isEqualTo(first);
        }
        return first;
    }

    private static String answer(int port, String method, String path, String headers) throws IOException {
        try (Wire wire = new Wire(port)) {
            wire.send(
                    method + " " + path + " HTTP/1.1\r\nHost: town\r\nAccept: application/json\r\nConnection: close\r\n"
                            + headers + "\r\n");
            // Of what is made by chance only that it is there is the same.
            return wire.untilClosed().replaceAll("\"session\":\"[^\"]+\"", "\"session\":\"…\"");
        }
    }
}
