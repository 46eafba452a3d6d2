package io.yizhan.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.yizhan.drill.DrillClient.Answer;
import java.io.IOException;
import java.time.Instant;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** One run of a gate: sends what it counted in batches, some of them twice, and again what was not acknowledged. Of one thread at a time. */
final class GateRun {
    final String gate;
    final String boot;
    private final SplittableRandom random;
    private String token = "";
    private @Nullable JsonObject unacknowledged;
    private JsonObject acknowledged = new JsonObject();
    /** Counted and sent. */
    int seq;

    int in;
    int out;

    GateRun(String gate, String boot, SplittableRandom random) {
        this.gate = gate;
        this.boot = boot;
        this.random = random;
    }

    void signIn(DrillClient client) {
        token = client.gateToken(gate);
    }

    /** Sends something new or, now and then, the last batch again. */
    void report(DrillClient client) throws IOException {
        if (seq > 0 && random.nextInt(4) == 0) {
            Answer again = send(client, acknowledged);
            if (again.text("code").equals("region-stopped")) throw new IOException(again.toString());
            assertThat(again.status()).as("gate events again: %s", again).isEqualTo(200);
            assertThat(again.json().getInteger("accepted"))
                    .as("counted again: %s", again)
                    .isZero();
            return;
        }
        JsonObject batch = batch();
        unacknowledged = batch;
        Answer answer = send(client, batch);
        if (answer.text("code").equals("region-stopped")) throw new IOException(answer.toString());
        acknowledge(batch, answer, batch.getJsonArray("events").size());
    }

    /** After a crash: sends what was not acknowledged, as a gate does. */
    void settle(DrillClient client) throws IOException {
        JsonObject batch = unacknowledged;
        if (batch == null) return;
        Answer answer = send(client, batch);
        assertThat(answer.json().getInteger("accepted"))
                .as("all of a batch or none of it: %s", answer)
                .isIn(0, batch.getJsonArray("events").size());
        acknowledge(batch, answer, answer.json().getInteger("accepted"));
    }

    /** As if the batch that got no acknowledgement had never been counted. */
    void forgetUnacknowledged() {
        JsonObject batch = unacknowledged;
        if (batch == null) return;
        for (Object event : batch.getJsonArray("events")) {
            if ("IN".equals(((JsonObject) event).getString("direction"))) in--;
            else out--;
            seq--;
        }
        unacknowledged = null;
    }

    private void acknowledge(JsonObject batch, Answer answer, int accepted) {
        assertThat(answer.status()).as("gate events: %s", answer).isEqualTo(200);
        assertThat(answer.json().getInteger("accepted"))
                .as("gate events: %s", answer)
                .isEqualTo(accepted);
        assertThat(answer.json().getInteger("through"))
                .as("gate events: %s", answer)
                .isEqualTo(seq);
        acknowledged = batch;
        unacknowledged = null;
    }

    private JsonObject batch() {
        JsonArray events = new JsonArray();
        for (int i = 1 + random.nextInt(5); i > 0; i--) {
            boolean entry = random.nextInt(3) > 0;
            if (entry) in++;
            else out++;
            events.add(new JsonObject()
                    .put("seq", ++seq)
                    .put("at", Instant.now().toString())
                    .put("direction", entry ? "IN" : "OUT"));
        }
        return new JsonObject().put("boot", boot).put("events", events);
    }

    private Answer send(DrillClient client, JsonObject batch) throws IOException {
        return client.send("POST", "/v1/gates/" + gate + "/events", token, null, batch);
    }
}
