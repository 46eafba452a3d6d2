package io.yizhan.loadtest.pages;

import static io.yizhan.loadtest.pages.Visitor.Device.DESKTOP;
import static io.yizhan.loadtest.pages.Visitor.Device.PHONE;
import static io.yizhan.loadtest.pages.Visitor.Device.TELEVISION;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import io.yizhan.loadtest.Api;
import io.yizhan.loadtest.Failure;
import io.yizhan.loadtest.pages.Visitor.Device;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** What is pictured: the member's page, a screen, the desk, the engine room. */
final class Gallery implements AutoCloseable {
    /** The one of the demo city that there really is. */
    private static final String STATION = "sh-001";

    private static final String EVENING = "T18:00";
    private static final String DOTS = ".map path.leaflet-interactive";
    /** Until a court's name is known, its id stands in its place. */
    private static final String NAMED = "h1:not(:has-text('" + STATION + "'))";

    private static final int READINGS_MIN = 15;

    private final Browser browser;
    private final String url;
    private final String today;
    private final String tomorrow;
    /** Today, or tomorrow where today nothing is to come. */
    private final String busyDay;
    /** Two that are free: the first one is booked, the other one only looked at. */
    private final List<String> slots;
    /** A new one each time, for limits count what somebody has booked before. */
    private final String member = "pictures-" + UUID.randomUUID();

    private final String reservation;

    private Gallery(Browser browser, Api api) {
        this.browser = browser;
        url = api.url;
        today = api.get("/v1/stations/" + STATION + "/slots").path("date").asText();
        tomorrow = LocalDate.parse(today).plusDays(1).toString();
        slots = free(api, tomorrow);
        if (slots.size() < 2) throw new Failure("nothing is free at " + STATION + " on " + tomorrow);
        busyDay = free(api, today).isEmpty() ? tomorrow : today;
        try (Visitor visitor = Visitor.at(browser, url, PHONE, "zh", false)) {
            signIn(visitor, "zh", "member");
            reservation = visitor.send(
                            "POST",
                            "/v1/reservations",
                            Map.of("slots", List.of(slots.get(0)), "party", 1, "mode", "confirm"))
                    .path("id")
                    .asText();
        }
    }

    static Gallery of(Browser browser, Api api) {
        return new Gallery(browser, api);
    }

    /** Courts in the evening, where there are some. */
    private static List<String> free(Api api, String date) {
        List<String> evening = new ArrayList<>();
        List<String> other = new ArrayList<>();
        for (JsonNode venue :
                api.get("/v1/stations/" + STATION + "/slots?date=" + date).path("venues")) {
            if (!venue.path("allocation").asText().equals("EXCLUSIVE")) continue;
            for (JsonNode slot : venue.path("slots")) {
                if (!slot.path("state").asText().equals("OPEN")
                        || slot.path("ofCourse").asBoolean()) continue;
                boolean late = slot.path("start").asText().compareTo(date + EVENING) >= 0;
                (late ? evening : other).add(slot.path("id").asText());
            }
        }
        evening.addAll(other);
        return evening;
    }

    /**
     * @param role empty for nobody
     * @param ready selectors of what must be there
     * @param then what is done until it looks as it is to look
     */
    record Picture(
            String name,
            Device device,
            String language,
            boolean dark,
            String role,
            String path,
            List<String> ready,
            Consumer<Visitor> then) {
        Picture(String name, Device device, String language, String role, String path, String... ready) {
            this(name, device, language, false, role, path, List.of(ready), it -> {});
        }

        Picture inTheDark() {
            return new Picture(name, device, language, true, role, path, ready, then);
        }

        Picture then(Consumer<Visitor> act) {
            return new Picture(name, device, language, dark, role, path, ready, act);
        }
    }

    List<Picture> pictures() {
        String station = "/#/station/" + STATION + "?date=" + tomorrow;
        String mine = ".grid [data-slot='" + slots.get(0) + "']";
        String scorecard = "/desk#/reports?report=scorecard&from=" + today + "&to=" + today + "&station=" + STATION;
        return List.of(
                new Picture("member-find", PHONE, "zh", "member", "/", ".found li", ".stations li"),
                new Picture("member-station", PHONE, "zh", "member", station, mine + ".mine")
                        .then(it -> it.scrollTo(mine, "nearest")),
                new Picture(
                        "member-book",
                        PHONE,
                        "en",
                        "member",
                        station + "&slot=" + slots.get(1),
                        "dialog.sheet[open] button.primary"),
                new Picture("member-pass", PHONE, "en", "member", "/#/reservation/" + reservation, ".pass img", NAMED)
                        .inTheDark(),
                new Picture("member-map", DESKTOP, "en", "", "/", ".found li", DOTS)
                        .then(it -> it.scrollTo("h2:has(+ .filters)", "start")),
                new Picture(
                        "screen",
                        TELEVISION,
                        "zh",
                        "",
                        "/screen/" + STATION + "?lang=zh",
                        ".courts tbody tr",
                        ".coming li"),
                new Picture("desk-now", DESKTOP, "zh", "admin", "/desk", "table.dense tbody tr", DOTS),
                new Picture(
                        "desk-day",
                        DESKTOP,
                        "en",
                        "admin",
                        "/desk#/day/" + STATION + "?date=" + busyDay,
                        ".grid .slot"),
                new Picture(
                                "desk-closure",
                                DESKTOP,
                                "en",
                                "admin",
                                "/desk#/closures?station=" + STATION,
                                ".closing fieldset")
                        .then(this::previewClosure),
                new Picture(
                                "desk-scorecard",
                                DESKTOP,
                                "zh",
                                "admin",
                                scorecard,
                                ".dimensions .figure",
                                ".report .badge")
                        .then(it -> it.scrollTo("h2:has(+ .scores)", "start")),
                new Picture("engine-room", DESKTOP, "en", "admin", "/desk#/engine", ".tiles svg", ".histogram rect")
                        .inTheDark()
                        .then(Gallery::watchEngine));
    }

    private void previewClosure(Visitor visitor) {
        Page page = visitor.page;
        page.fill(".closing input[type=datetime-local] >> nth=0", tomorrow + EVENING);
        page.fill(".closing input[type=datetime-local] >> nth=1", tomorrow + "T21:00");
        page.fill(".closing input[list]", "A burst pipe");
        page.click(".closing button.primary");
        visitor.waitFor("#close-plan");
    }

    /** Until there is something to be seen of how it goes. */
    private static void watchEngine(Visitor visitor) {
        visitor.page.waitForFunction(
                "least => document.querySelector('.tiles polyline').getAttribute('points').split(' ').length >= least",
                READINGS_MIN);
    }

    byte[] take(Picture picture) {
        try (Visitor visitor = Visitor.at(browser, url, picture.device(), picture.language(), picture.dark())) {
            if (!picture.role().isEmpty()) signIn(visitor, picture.language(), picture.role());
            visitor.page.navigate(picture.path());
            visitor.waitFor(picture.ready().toArray(String[]::new));
            picture.then().accept(visitor);
            return visitor.page.screenshot();
        }
    }

    private void signIn(Visitor visitor, String language, String role) {
        boolean chinese = language.equals("zh");
        boolean admin = role.equals("admin");
        String name = admin ? (chinese ? "王敏" : "Wang Min") : chinese ? "林晓" : "Lin Xiao";
        visitor.signIn(Map.of("subject", admin ? "pictures-admin" : member, "name", name, "roles", List.of(role)));
    }

    @Override
    public void close() {
        try (Visitor visitor = Visitor.at(browser, url, PHONE, "zh", false)) {
            signIn(visitor, "zh", "member");
            visitor.send("DELETE", "/v1/reservations/" + reservation, Map.of());
        }
    }
}
