package io.yizhan.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.yizhan.HearsErrors;
import io.yizhan.http.HttpClient.Answer;
import io.yizhan.http.auth.RateLimit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A thousand customers of partners want the same court in the same moment, each from a quote to an order. */
@Tag("slow")
@HearsErrors
class HttpOrdersCrowdTest {
    private static final int CUSTOMERS = 1_000;
    private static final String COURT = "s-1-b1.20261121T1900";
    private static final RateLimit ANY = new RateLimit(1_000_000, 1_000_000);

    @AutoClose
    private final HttpEngine engine = new HttpEngine(options -> options.withRates(ANY, ANY));

    /** What one heard: of C1, and of B whatever C1 said. */
    private record Heard(String c1, String b) {}

    @Test
    void oneWinsAndEachOfTheOthersIsToldWhy() throws InterruptedException, ExecutionException {
        List<PartnerClient> partners = List.of(
                new PartnerClient(engine, "b-1"), new PartnerClient(engine, "b-2"), new PartnerClient(engine, "b-3"));
        List<Future<Heard>> all = new ArrayList<>();
        // As many at once as connections are worth it; all are there before the first is done.
        try (ExecutorService crowd = Executors.newFixedThreadPool(64)) {
            for (int i = 0; i < CUSTOMERS; i++) {
                PartnerClient partner = partners.get(i % partners.size());
                String mail = "customer-" + i + "@example.org";
                all.add(crowd.submit(() -> fromQuoteToOrder(partner, mail)));
            }
        }
        int quoted = 0;
        int booked = 0;
        for (Future<Heard> each : all) {
            Heard heard = each.get();
            assertThat(heard.c1).isIn("200", "OpportunityIsFullError", "OpportunityCapacityIsReservedByLeaseError");
            assertThat(heard.b).isIn("201", "OpportunityIsFullError", "OpportunityCapacityIsReservedByLeaseError");
            assertThat(heard.b.equals("201"))
                    .as("whoever has the quote has the place, and nobody else: %s", heard)
                    .isEqualTo(heard.c1.equals("200"));
            if (heard.c1.equals("200")) quoted++;
            if (heard.b.equals("201")) booked++;
        }
        assertThat(quoted).isOne();
        assertThat(booked).isOne();
        assertThat(engine.client.slot(COURT).getInteger("remaining")).isZero();
        PartnerClient late = partners.getFirst();
        assertThat(heard(late.c1(PartnerClient.uuid(), late.quote(COURT)))).isEqualTo("OpportunityIsFullError");
    }

    private static Heard fromQuoteToOrder(PartnerClient partner, String mail) {
        String uuid = PartnerClient.uuid();
        String c1 = heard(patiently(() -> partner.c1(uuid, partner.quote(COURT))));
        return new Heard(c1, heard(patiently(() -> partner.b(uuid, partner.orderFor(mail, COURT)))));
    }

    /** Whoever is told that there is too much to do asks the same again, as it may. */
    private static Answer patiently(Supplier<Answer> question) {
        Answer answer = question.get();
        while (answer.status() == 503) {
            assertThat(answer.header("retry-after")).isNotEmpty();
            answer = question.get();
        }
        return answer;
    }

    private static String heard(Answer answer) {
        if (answer.status() != 409) return Integer.toString(answer.status());
        JsonObject item = answer.json().getJsonArray("orderedItem").getJsonObject(0);
        return item.getJsonArray("error").getJsonObject(0).getString("@type");
    }
}
