package io.yizhan.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.yizhan.drill.DrillClient.Answer;
import io.yizhan.postgres.TestPostgres;
import io.yizhan.town.DrillTown;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Gates let members in and out while the engine is killed: who was let in is inside, and checked in; who is out may come again. */
@Tag("server")
final class AdmissionIT {
    private static final int ROUNDS = 2;
    private static final int GATES = 4;
    private static final int ANSWERS_MAX = 300;
    private static final long SEED = System.nanoTime();

    @TempDir
    Path folder;

    /** One member, their reservation, and what the gate has been told of them. Of one thread at a time. */
    private static final class Member {
        final String token;
        final String station;
        String reservation = "";
        String pass = "";
        boolean inside;
        boolean everIn;
        /** Asked, and not answered: it may have been carried out. */
        boolean unknown;

        Member(String token, String station) {
            this.token = token;
            this.station = station;
        }

        void book(DrillClient client) throws IOException {
            Answer placed = client.place(token, "k", List.of(slot(station + "-gym")), 1, false);
            assertThat(placed.status()).as(placed.toString()).isEqualTo(201);
            reservation = placed.text("id");
            pass = client.get("/v1/reservations/" + reservation, token).text("pass");
        }

        private Answer ask(DrillClient client, String gateToken, boolean in, boolean retry) throws IOException {
            JsonObject body = JsonObject.of("pass", pass, "direction", in ? "IN" : "OUT", "retry", retry);
            return client.send("POST", "/v1/gates/" + station + "-g1/admissions", gateToken, null, body);
        }

        /** The other way than before. */
        void pass(DrillClient client, String gateToken) throws IOException {
            unknown = true;
            Answer answer = ask(client, gateToken, !inside, false);
            assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
            assertThat(answer.text("code")).isEqualTo(inside ? "EXIT" : everIn ? "ADMITTED_AGAIN" : "ADMITTED");
            everIn |= !inside;
            inside = !inside;
            unknown = false;
        }

        /** After a crash: what was answered is so, what was not may be. */
        void settle(DrillClient client, String gateToken) throws IOException {
            Answer again = ask(client, gateToken, true, unknown && !inside);
            String code = again.text("code");
            if (unknown && !inside)
                assertThat(code).as("nobody has gone through").isIn("ADMITTED", "ADMITTED_AGAIN");
            else if (!unknown && inside) assertThat(code).isEqualTo("ALREADY_INSIDE");
            else if (!unknown) assertThat(code).isEqualTo(everIn ? "ADMITTED_AGAIN" : "ADMITTED");
            else assertThat(code).isIn("ADMITTED", "ADMITTED_AGAIN", "ALREADY_INSIDE");
            inside = true;
            everIn = true;
            unknown = false;
            assertThat(client.get("/v1/reservations/" + reservation, token).text("state"))
                    .isEqualTo("CHECKED_IN");
        }
    }

    /** The next that begins at eight: one can check in from a day before. */
    private static String slot(String venue) {
        LocalDateTime soon = LocalDateTime.now(DrillTown.ZONE).plusMinutes(10);
        LocalDate date =
                soon.getHour() >= DrillTown.FIRST_HOUR ? soon.toLocalDate().plusDays(1) : soon.toLocalDate();
        return DrillTown.slot(venue, date, DrillTown.FIRST_HOUR);
    }

    @Test
    void whoWasLetInIsInsideHoweverOftenTheEngineIsKilled() throws Exception {
        SplittableRandom random = new SplittableRandom(SEED);
        Map<String, String> environment = EngineProcess.environment(folder, TestPostgres.freshDatabase());
        List<Member> members = new ArrayList<>();
        EngineProcess engine = EngineProcess.serve(environment).awaitReady();
        try {
            List<String> tokens = engine.client().members("m-", GATES * 8);
            for (int i = 0; i < tokens.size(); i++) members.add(new Member(tokens.get(i), "d-" + (1 + i % GATES)));
            for (Member each : members) each.book(engine.client());
            for (int round = 1; round <= ROUNDS; round++) {
                let(members, engine, 1 + random.nextInt(ANSWERS_MAX));
                engine = EngineProcess.serve(environment).awaitReady();
                for (Member each : members) each.settle(engine.client(), gate(engine, each.station));
                assertThat(engine.errors()).isEmpty();
            }
        } catch (Exception | AssertionError failed) {
            throw new AssertionError("seed " + SEED + "; the engine said:\n" + engine.output(), failed);
        } finally {
            engine.close();
        }
    }

    private static String gate(EngineProcess engine, String station) {
        return engine.client().gateToken(station + "-g1");
    }

    /** Through all gates at once, until so many were answered; then the engine is killed. */
    private static void let(List<Member> members, EngineProcess engine, int answers) throws InterruptedException {
        CountDownLatch left = new CountDownLatch(answers);
        List<Thread> gates = new ArrayList<>();
        List<AssertionError> wrong = new ArrayList<>();
        for (int i = 1; i <= GATES; i++) {
            String station = "d-" + i;
            String token = gate(engine, station);
            List<Member> own =
                    members.stream().filter(it -> it.station.equals(station)).toList();
            gates.add(Thread.ofVirtual().start(() -> {
                try {
                    for (int next = 0; ; next++) {
                        own.get(next % own.size()).pass(engine.client(), token);
                        left.countDown();
                    }
                } catch (IOException killed) {
                    // That is how it ends.
                } catch (AssertionError failed) {
                    synchronized (wrong) {
                        wrong.add(failed);
                    }
                    for (long more = left.getCount(); more > 0; more--) left.countDown();
                }
            }));
        }
        assertThat(left.await(60, TimeUnit.SECONDS)).isTrue();
        engine.kill();
        for (Thread gate : gates) gate.join();
        assertThat(wrong).isEmpty();
    }
}
