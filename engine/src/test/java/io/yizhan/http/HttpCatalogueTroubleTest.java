package io.yizhan.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.yizhan.HearsErrors;
import io.yizhan.catalogue.CatalogueFile;
import io.yizhan.catalogue.City;
import io.yizhan.core.Refusal;
import io.yizhan.http.HttpClient.Answer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** An admin changes the catalogue while others do so too, somebody books, and the rows or the writer are away. */
@HearsErrors
class HttpCatalogueTroubleTest extends CatalogueAdmin {
    /** As after a crash between the two: it is in force, and nobody is told that it is before the audit has it. */
    @Test
    void theAuditHasItBeforeAnybodyIsAnswered() {
        City more = withACourtMore();
        engine.editions.beforeAdding = () -> engine.refusing.set(new Refusal.RegionStopped("planted"));
        assertThat(put(more).status()).isEqualTo(503);
        assertThat(engine.editions.latest.version()).isEqualTo(2);
        assertThat(acts(admin)).isEmpty();
        assertThat(put(more).status()).as("it differs no more, and still owes").isEqualTo(503);

        engine.refusing.set(null);
        String other = "Bearer " + client.token("{\"roles\":[\"admin\"],\"subject\":\"a-2\"}");
        Answer again = client.sendJson(other, "PUT", PATH + "?reason=again", text(more), "If-Match", "\"seen\"");
        assertThat(again.status()).as(again.body()).isEqualTo(200);
        assertThat(again.json().getBoolean("differs")).isFalse();
        assertThat(acts(admin)).hasSize(1);
        assertThat(acts(admin).getJsonObject(0).getString("actor")).isEqualTo("a-1");
    }

    /** Between the look at the reservations and the withdrawal of the venue. */
    @Test
    void nobodySlipsInAtAVenueThatGoes() {
        AtomicInteger offers = new AtomicInteger();
        engine.whileUnderWay = () -> {
            if (offers.incrementAndGet() == 2) placed("m-1", COURT);
        };
        Answer refused = put(withoutNear());
        assertThat(refused.code()).as(refused.body()).isEqualTo("venues-reserved");
        engine.whileUnderWay = () -> {};
        assertUnchanged();
        placed("m-2", "s-2-b1.20261121T1900");
    }

    @Test
    void nobodysChangeIsLost() {
        String seen = get().header("etag");
        assertThat(put(text(cancelledUntil(600)), seen).status()).isEqualTo(200);
        String later = get().header("etag");
        for (String stale : List.of(seen, "W/" + later, later.replace("\"", ""), "")) {
            Answer refused = put(text(withACourtMore()), stale);
            assertThat(refused.status()).as(stale).isEqualTo(412);
            assertThat(refused.code()).isEqualTo("catalogue-changed");
            assertThat(refused.json().getString("etag")).isEqualTo(later);
        }
        Answer again = put(text(cancelledUntil(600)), seen);
        assertThat(again.status()).as("whoever has missed the answer").isEqualTo(200);
        assertThat(again.json().getBoolean("differs")).isFalse();
        assertThat(again.json().getInteger("version")).isEqualTo(2);
        assertThat(again.json().getJsonArray("differences")).isEmpty();
        assertThat(client.sendJson(admin, "PUT", PUT, text(TOWN)).code()).isEqualTo("precondition-required");
        assertThat(put(text(withACourtMore()), "\"x\", " + later).status()).isEqualTo(200);
        assertThat(put(text(TOWN), "*").json().getInteger("version")).isEqualTo(4);
    }

    @Test
    void ofTwoAtOnceOneIsLate() {
        String seen = get().header("etag");
        List<CompletableFuture<Answer>> both = Stream.of(cancelledUntil(600), withACourtMore())
                .map(city -> CompletableFuture.supplyAsync(
                        () -> new HttpClient(engine.port()).sendJson(admin, "PUT", PUT, text(city), "If-Match", seen)))
                .toList();
        assertThat(both.stream().map(each -> each.join().status())).containsExactlyInAnyOrder(200, 412);
        assertThat(engine.editions.latest.version()).isEqualTo(2);
    }

    /** An import, behind the owner's back. */
    @Test
    void isRefusedWhereALaterOneWasStoredMeanwhile() {
        City imported = cancelledUntil(600);
        engine.editions.beforeAdding = () -> engine.editions.store(imported, CatalogueFile.write(imported));
        Answer late = put(withACourtMore());
        assertThat(late.status()).isEqualTo(412);
        assertThat(late.code()).isEqualTo("catalogue-changed");
        assertThat(late.json().getString("etag")).isEqualTo(get().header("etag"));
        assertThat(get().body()).isEqualTo(text(imported));
        assertThat(acts(admin)).isEmpty();
        engine.editions.beforeAdding = () -> {};
        assertThat(put(withACourtMore()).status()).isEqualTo(200);
    }

    @Test
    void isRefusedWhereTheCityHasANewOwner() {
        engine.editions.beforeAdding = () -> engine.editions.owner = false;
        assertThat(put(withoutNear()).status()).isEqualTo(503);
        assertUnchanged();
        assertThat(acts(admin)).isEmpty();
        placed("m-1", COURT);
    }

    /** Those beyond two of an event loop, of which there are two, are refused; what else takes its time is not kept by them. */
    @Test
    void takesNotManyAtOnceAndKeepsNobodyElseWaiting() {
        String mine = placed("m-1", COURT);
        CountDownLatch stored = new CountDownLatch(1);
        engine.editions.beforeAdding = () -> {
            try {
                stored.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        };
        List<CompletableFuture<Answer>> puts = Stream.generate(() -> CompletableFuture.supplyAsync(
                        () -> new HttpClient(engine.port())
                                .sendJson(admin, "PUT", PUT, text(withACourtMore()), "If-Match", "*"),
                        each -> Thread.ofPlatform().daemon().start(each)))
                .limit(5)
                .toList();
        try {
            await().until(() -> puts.stream().anyMatch(CompletableFuture::isDone));
            assertThat(puts.stream().filter(CompletableFuture::isDone))
                    .extracting(put -> put.join().code())
                    .containsOnly("overloaded");
            for (int i = 0; i < 4; i++) {
                HttpClient other = new HttpClient(engine.port());
                assertThat(other.getAs("m-1", "/v1/reservations/" + mine + "/pass.png")
                                .status())
                        .isEqualTo(200);
            }
        } finally {
            stored.countDown();
        }
        assertThat(puts.stream().map(put -> put.join().status()))
                .contains(200, 503)
                .containsOnly(200, 503);
        assertThat(engine.editions.latest.version()).isEqualTo(2);
        assertThat(acts(admin)).hasSize(1);
    }

    @Test
    void changesNothingWhereItCannotBeStored() {
        engine.editions.away = true;
        Answer away = put(withoutNear());
        assertThat(away.status()).isEqualTo(503);
        assertThat(away.code()).isEqualTo("catalogue-unavailable");
        assertThat(away.header("retry-after")).isNotEmpty();
        engine.editions.away = false;
        engine.rowsFollow = false;
        assertThat(put(withoutNear()).code()).isEqualTo("catalogue-unavailable");
        engine.rowsFollow = true;
        engine.editions.obstacles = List.of("an obstacle");
        Answer contradicted = put(withoutNear());
        assertThat(contradicted.status()).isEqualTo(409);
        assertThat(contradicted.code()).isEqualTo("catalogue-contradicted");
        assertThat(contradicted.json().getJsonArray("obstacles")).containsExactly("an obstacle");
        assertUnchanged();
        placed("m-1", COURT);
    }
}
