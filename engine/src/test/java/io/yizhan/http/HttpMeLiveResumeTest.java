package io.yizhan.http;

import static io.yizhan.http.HttpClient.slots;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.yizhan.catalogue.SlotIds;
import io.yizhan.core.Command;
import io.yizhan.core.Refusal;
import io.yizhan.sequencer.Caller;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A member who listens is cut off, and comes again. */
@Tag("slow")
class HttpMeLiveResumeTest extends MeListening {
    @Test
    void goesOnWhereItWasCutOff() throws IOException {
        String known = id(client.reserve("m-1", slots(GYM)));
        String before;
        try (LiveReader reader = open("m-1")) {
            String told = id(client.reserve("m-1", slots("s-1-gym.20261121T1200")));
            hears(reader, told + " CONFIRMED");
            before = reader.lastId();
        }
        String held = id(client.reserve("m-1", "{\"slots\":[\"" + COURT + "\"],\"mode\":\"hold\"}"));
        id(client.reserve("m-2", slots("s-1-b2.20261121T1800")));
        cancel("m-1", known);
        engine.nowMs.addAndGet(TimeUnit.MINUTES.toMillis(10));
        await().until(() -> client.getAs("m-1", "/v1/reservations/" + held)
                .json()
                .getString("state")
                .equals("EXPIRED"));
        try (LiveReader again = open("m-1", after(before))) {
            // The present state of each, once.
            hears(again, held + " EXPIRED", known + " CANCELLED");
            assertThat(again.text()).doesNotContain("reset").contains("id: " + before);
            assertThat(again.lastId()).isNotEqualTo(before);
            before = again.lastId();
            String next = id(client.reserve("m-1", slots("s-1-gym.20261121T1500")));
            hears(again, held + " EXPIRED", known + " CANCELLED", next + " CONFIRMED");
        }
        try (LiveReader third = open("m-1", after(before))) {
            await().until(() -> events(third).size() == 1);
            assertThat(third.text()).doesNotContain("reset");
        }
    }

    @Test
    void goesOnFromAnIdInTheQuery() throws IOException {
        String before;
        try (LiveReader reader = open("m-1")) {
            before = reader.lastId();
        }
        String made = id(client.reserve("m-1", slots(GYM)));
        try (LiveReader again = new LiveReader(
                engine.port(), PATH + "?after=" + before, "Authorization: " + client.bearer("m-1") + "\r\n")) {
            hears(again, made + " CONFIRMED");
        }
    }

    /** One who hears nothing for hours would else be told to look anew when the line is cut. */
    @Test
    void keepsWhoHearsNothingUpToDate() throws IOException {
        try (LiveReader reader = open("m-1")) {
            String before = reader.lastId();
            id(client.reserve("m-2", slots(GYM)));
            await().until(() -> !reader.lastId().equals(before));
            assertThat(events(reader)).isEmpty();
            assertThat(reader.text()).contains(": keep-alive\nid: " + reader.lastId() + "\n\n");
            int length = reader.text().length();
            await().until(() -> reader.text().substring(length).contains(": keep-alive\n\n"));
        }
    }

    @Test
    void asksToLookAnewWhereWhatWasMissedIsNotKnown() throws IOException {
        String now;
        try (LiveReader reader = open("m-1")) {
            now = changes(reader.lastId());
        }
        String seq = now.substring(now.indexOf('-') + 1);
        for (String id : new String[] {
            "nonsense",
            "0",
            "-",
            "1-",
            "-1",
            "0--1",
            "0-1",
            "0-99999999",
            "7-" + seq,
            seq + "-" + seq,
            "0-" + seq + "x",
            "0-99999999999999999999999",
            "x".repeat(8_000)
        }) {
            try (LiveReader reader = open("m-1", after(id)).sees("event: reset\nid: " + now)) {
                String made = id(client.reserve("m-1", slots(GYM)));
                hears(reader, made + " CONFIRMED");
                cancel("m-1", made);
                hears(reader, made + " CONFIRMED", made + " CANCELLED");
                now = changes(reader.lastId());
            }
        }
        try (LiveReader reader = open("m-1", after(now))) {
            id(client.reserve("m-1", slots(GYM)));
            await().until(() -> events(reader).size() == 1);
            assertThat(reader.text()).doesNotContain("reset");
        }
    }

    /** Of what an owner has told nothing is lost; what it has not told, its successor may not know as news. */
    @Test
    void goesOnAtTheNextOwnerWhereNothingWasMissed() throws IOException {
        String before;
        try (LiveReader reader = open("m-1")) {
            id(client.reserve("m-1", slots(GYM)));
            await().until(() -> events(reader).size() == 1);
            before = reader.lastId();
            engine.feed.restart(engine.feed.seq());
            engine.feed.owned(5);
            reader.sees("event: reset\n");
            await().until(() -> reader.lastId().startsWith("5-"));
        }
        try (LiveReader again = open("m-1", after(before))) {
            id(client.reserve("m-1", slots("s-1-gym.20261121T1200")));
            await().until(() -> events(again).size() == 1);
            assertThat(again.text()).doesNotContain("reset");
            assertThat(again.lastId()).startsWith("5-");
        }
        engine.feed.restart(engine.feed.seq());
        engine.feed.owned(6);
        open("m-1", after(before)).sees("event: reset").close();
    }

    /** Numbers that a former owner gave beyond its successor's beginning stand for something else now. */
    @Test
    void asksToLookAnewWhereAnOwnerKnewWhatItsSuccessorDoesNot() throws IOException {
        engine.feed.owned(3);
        long from = engine.feed.seq();
        String made = id(client.reserve("m-1", slots(GYM)));
        long now = engine.feed.seq();
        assertThat(now).isGreaterThan(from);
        for (String known : List.of("2-" + from, "3-" + from)) {
            try (LiveReader reader = open("m-1", after(known))) {
                hears(reader, made + " CONFIRMED");
                assertThat(reader.text()).doesNotContain("reset");
            }
        }
        for (String unknown : List.of("2-" + now, "4-" + from, "3-" + (now + 1)))
            open("m-1", after(unknown)).sees("event: reset").close();
    }

    /** Else whoever is cut off between the two would never hear of the other. */
    @Test
    void saysThatAllWasToldOnlyOnceItWas() throws IOException {
        SlotIds ids = new SlotIds(engine.directory);
        String before;
        try (LiveReader reader = open("m-1")) {
            before = reader.lastId();
        }
        book("m-1", 1, ids.parse(GYM));
        book("m-1", 2, ids.parse(COURT));
        AtomicInteger lookedUp = new AtomicInteger();
        engine.whileUnderWay = () -> {
            if (lookedUp.incrementAndGet() == 2) engine.refusing.set(new Refusal.Overloaded(1_000));
        };
        try (LiveReader again = open("m-1", after(before))) {
            await().until(() -> events(again).size() == 1);
            int alive = again.text().split(": keep-alive", -1).length;
            await().until(() -> again.text().split(": keep-alive", -1).length > alive);
            assertThat(again.lastId()).isEqualTo(before);
            engine.whileUnderWay = () -> {};
            engine.refusing.set(null);
            await().until(() -> events(again).size() == 2);
            assertThat(again.lastId()).isNotEqualTo(before);
        }
    }

    /** What it has missed would lie in memory, or be looked up one by one. */
    @Test
    void asksWhoHasMissedMuchToLookAnew() throws IOException {
        String before;
        try (LiveReader reader = open("m-1")) {
            before = reader.lastId();
        }
        long slot = new SlotIds(engine.directory).parse(GYM);
        Caller caller = new Caller(engine);
        for (int i = 0; i < 128; i++) caller.call(new Command.CancelReservation("m-1", book("m-1", i, slot)));
        try (LiveReader again = open("m-1", after(before))) {
            await().until(() -> events(again).size() == 128);
            assertThat(again.text()).doesNotContain("reset");
        }
        book("m-1", 128, slot);
        try (LiveReader again = open("m-1", after(before)).sees("event: reset")) {
            assertThat(events(again)).isEmpty();
        }
    }
}
