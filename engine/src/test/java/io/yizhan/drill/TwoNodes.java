package io.yizhan.drill;

import static org.awaitility.Awaitility.await;

import io.yizhan.drill.DrillClient.Answer;
import io.yizhan.postgres.TestPostgres;
import io.yizhan.redis.TestRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/** A cluster of two, one of which owns the city and the other stands by, whose owner can be killed; and how clients have both: they ask one, and another where that can't answer. */
final class TwoNodes implements AutoCloseable {
    private static final Duration LONG = Duration.ofSeconds(90);
    private static final Duration GIVE_UP = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final Path folder;
    private final byte[] catalogue;
    private final String postgres = TestPostgres.freshDatabase();
    private final TestRedis redis = TestRedis.own();
    private EngineProcess owner;
    private EngineProcess standby;
    private String ownerId = "n1";
    private String standbyId = "n2";
    private volatile List<DrillClient> clients;

    TwoNodes(Path folder, byte[] catalogue) throws IOException {
        this.folder = folder;
        this.catalogue = catalogue;
        owner = started(ownerId);
        await("an owner").atMost(LONG).until(() -> owns(owner));
        standby = started(standbyId);
        await("a standby").atMost(LONG).until(() -> standsBy(standby));
        clients = List.of(owner.client(), standby.client());
    }

    private EngineProcess started(String id) throws IOException {
        Path own = Files.createDirectories(folder.resolve(id));
        Map<String, String> settings = new HashMap<>(EngineProcess.environment(own, postgres));
        settings.put(
                "YIZHAN_CATALOGUE",
                Files.write(own.resolve("town.json"), catalogue).toString());
        settings.put("YIZHAN_NODE_ID", id);
        settings.put("YIZHAN_REDIS_URI", redis.uri().toString());
        settings.put("YIZHAN_LEASE_MS", "1000");
        return EngineProcess.serve(settings).awaitReady();
    }

    private static boolean owns(EngineProcess engine) {
        return engine.client().lease().contains("owns [");
    }

    private static boolean standsBy(EngineProcess engine) {
        return engine.client().lease().contains("stands by for [");
    }

    /** Returns when the other node owns the city, or the one that was started again has got it back, and the second of the two stands by. */
    void killOwner() throws IOException {
        EngineProcess left = standby;
        owner.kill();
        await("a take-over").atMost(LONG).until(() -> owns(left));
        EngineProcess again = started(ownerId);
        clients = List.of(left.client(), again.client());
        await("an owner and a standby")
                .atMost(LONG)
                .until(() -> (owns(left) && standsBy(again)) || (owns(again) && standsBy(left)));
        standby = again;
        if (owns(again)) {
            owner = again;
            standby = left;
        } else {
            owner = left;
            String id = ownerId;
            ownerId = standbyId;
            standbyId = id;
        }
    }

    interface Request {
        Answer send(DrillClient client) throws IOException;
    }

    /** The first answer that is one, from whichever node gave it: the same request is sent until then. Any thread. */
    Answer ask(SplittableRandom random, Request request) {
        long untilNs = System.nanoTime() + GIVE_UP.toNanos();
        Object last = "nothing";
        for (int node = random.nextInt(2); System.nanoTime() < untilNs; node++) {
            try {
                Answer answer = request.send(clients.get(node % 2));
                if (answer.status() < 500) return answer;
                last = answer;
            } catch (IOException lost) {
                last = lost;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        throw new AssertionError("no node answers: " + last + "\n" + owner.errors() + "\n" + standby.errors());
    }

    /** Of the one that owns the city. */
    DrillClient client() {
        return owner.client();
    }

    @Override
    public void close() throws IOException {
        owner.close();
        standby.close();
        redis.close();
    }
}
