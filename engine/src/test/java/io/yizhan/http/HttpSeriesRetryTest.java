package io.yizhan.http;

import static io.yizhan.http.SeriesClient.COURT;
import static io.yizhan.http.SeriesClient.codes;
import static io.yizhan.http.SeriesClient.idOf;
import static io.yizhan.http.SeriesClient.madeOf;
import static io.yizhan.http.SeriesClient.weeks;
import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.HearsErrors;
import io.yizhan.core.Refusal;
import io.yizhan.http.HttpClient.Answer;
import io.yizhan.http.region.Whereabouts;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a series whose key comes again, and of one that was cut off. */
@HearsErrors
class HttpSeriesRetryTest {
    @AutoClose
    private HttpEngine engine;

    private HttpClient client;
    private SeriesClient series;

    HttpEngine engine() {
        return new HttpEngine();
    }

    @BeforeEach
    void start() {
        engine = engine();
        client = engine.client;
        series = new SeriesClient(engine);
    }

    @Test
    void givesTheSameAnswerAgainForTheSameKey() {
        Answer first = series.post("m-1", "k", weeks(COURT, 3));
        Answer again = series.post("m-1", "k", weeks(COURT, 3));
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.header("idempotency-replayed")).isEqualTo("true");
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(series.mine("m-1")).hasSize(3);
        assertThat(series.post("m-2", "k", weeks("s-1-b2.20261121T1800", 3)).status())
                .isEqualTo(201);
    }

    @Test
    void decidesAfreshWhatWasRefusedWhenTheKeyComesAgain() {
        String theirs = client.reserve("m-2", HttpClient.slots("s-1-b1.20261128T1800"))
                .json()
                .getString("id");
        Answer first = series.post("m-1", "k", weeks(COURT, 3));
        assertThat(codes(first)).containsExactly("slot-full");
        client.as("m-2", "DELETE", "/v1/reservations/" + theirs);

        Answer again = series.post("m-1", "k", weeks(COURT, 3));
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.header("idempotency-replayed")).isEmpty();
        assertThat(madeOf(again))
                .containsExactly("s-1-b1.20261121T1800", "s-1-b1.20261128T1800", "s-1-b1.20261205T1800");
        assertThat(idOf(again, 2)).isEqualTo(idOf(first, 1));
        assertThat(series.mine("m-1")).hasSize(3);
    }

    @Test
    void goesOnWithMoreWeeksOfTheSameKey() {
        series.post("m-1", "k", weeks(COURT, 2));
        Answer longer = series.post("m-1", "k", weeks(COURT, 3));
        assertThat(longer.status()).isEqualTo(201);
        assertThat(madeOf(longer)).hasSize(3);
        assertThat(series.mine("m-1")).hasSize(3);
    }

    @Test
    void refusesAKeyThatWasUsedForAnotherSeries() {
        series.post("m-1", "k", weeks(COURT, 3));
        for (String other : new String[] {
            weeks("s-1-b2.20261121T1900", 3),
            "{\"slots\":[\"" + COURT + "\"],\"weeks\":3,\"party\":2}",
            "{\"slots\":[\"" + COURT + "\"],\"weeks\":3,\"mode\":\"hold\"}"
        }) {
            Answer answer = series.post("m-1", "k", other);
            assertThat(answer.status()).as(other).isEqualTo(422);
            assertThat(answer.code()).isEqualTo("idempotency-key-reused");
        }
        assertThat(series.mine("m-1")).hasSize(3);
    }

    @Test
    void tellsWhatWasMadeOfAnotherSeriesUnderAKeyThatWasUsed() {
        client.reserve("m-2", HttpClient.slots("s-1-b1.20261128T1800"));
        series.post("m-1", "k", weeks(COURT, 2));
        Answer other = series.post("m-1", "k", weeks("s-1-b2.20261121T1900", 2));
        assertThat(other.status()).isEqualTo(201);
        assertThat(madeOf(other)).containsExactly("s-1-b2.20261128T1900");
        assertThat(codes(other)).containsExactly("idempotency-key-reused");
    }

    @Test
    void keepsApartASeriesAndASingleReservationOfOneKey() {
        assertThat(client.reserve("m-1", "k", HttpClient.slots(COURT)).status()).isEqualTo(201);
        Answer other = series.post("m-1", "k", weeks("s-1-b2.20261121T1900", 2));
        assertThat(other.status()).as(other.body()).isEqualTo(201);
        assertThat(codes(other)).isEmpty();
        assertThat(client.reserve("m-1", "k", HttpClient.slots(COURT)).status()).isEqualTo(200);
    }

    @Test
    void isRefusedAsAWholeByAnOverloadAndHadByARetry() {
        client.bearer("m-1");
        AtomicInteger offers = new AtomicInteger();
        engine.whileUnderWay =
                () -> engine.refusing.set(offers.incrementAndGet() == 1 ? new Refusal.Overloaded(1_500) : null);
        Answer cut = series.post("m-1", "k", weeks(COURT, 4));
        assertThat(cut.status()).isEqualTo(503);
        assertThat(cut.code()).isEqualTo("overloaded");
        assertThat(cut.header("retry-after")).isEqualTo("2");
        assertThat(offers).as("all weeks go to the writer together").hasValue(1);
        assertThat(series.mine("m-1")).isEmpty();

        Answer again = series.post("m-1", "k", weeks(COURT, 4));
        assertThat(again.status()).as(again.body()).isEqualTo(201);
        assertThat(again.json().getJsonArray("refused")).isEmpty();
        assertThat(series.mine("m-1")).hasSize(4);
    }

    @Test
    void saysWhenToComeBackWhereTheRegionIsStopped() {
        engine.journal.failure = new IOException("disk full");
        Answer stopped = series.post("m-1", "k", weeks(COURT, 4));
        assertThat(stopped.status()).isEqualTo(503);
        assertThat(stopped.code()).isEqualTo("region-stopped");
        assertThat(stopped.header("retry-after")).isEqualTo("5");
    }

    @Test
    void isMadeByTheOwnerToWhomTheRegionGoesMeanwhile() {
        try (HttpNode former = new HttpNode(engine)) {
            former.believes(Whereabouts.Here.HERE);
            AtomicInteger offers = new AtomicInteger();
            former.inbox = submission -> {
                offers.incrementAndGet();
                former.believes(HttpNode.at(engine.port()));
                return new Refusal.RegionStopped("handed over");
            };
            Answer answer = SeriesClient.post(former.client, client.bearer("m-1"), "k", weeks(COURT, 4));
            assertThat(answer.status()).as(answer.body()).isEqualTo(201);
            assertThat(madeOf(answer)).hasSize(4);
            assertThat(offers).hasValue(1);
        }
        assertThat(series.mine("m-1")).hasSize(4);
    }
}
