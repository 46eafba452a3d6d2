package io.yizhan.journal.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yizhan.journal.FollowedRows;
import io.yizhan.journal.JournalContract;
import io.yizhan.journal.stream.EventStream.Appended;
import io.yizhan.journal.stream.EventStream.Appended.Done;
import io.yizhan.journal.stream.EventStream.Entry;
import io.yizhan.journal.stream.EventStream.Stand;
import io.yizhan.proxy.MutingProxy;
import io.yizhan.redis.TestRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

/** A region's journal while its real Redis is killed, frozen, emptied, set back and cut off. */
@Tag("server")
class RedisFaultsTest {
    private static final String[] SAFE = {"--appendonly", "yes", "--appendfsync", "always"};
    private static final String REGION = "shanghai";
    private static final StreamJournalOptions OPTIONS = StreamJournalOptions.of(REGION);

    @TempDir
    Path folder;

    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    @AfterEach
    void close() throws Exception {
        while (!open.isEmpty()) open.pop().close();
    }

    private <T extends AutoCloseable> T opened(T part) {
        open.push(part);
        return part;
    }

    private TestRedis redis(String... settings) throws IOException {
        return opened(TestRedis.in(folder, settings));
    }

    private RedisEventStream stream(RedisStreamOptions options) {
        return opened(new RedisEventStream(options));
    }

    /** With more time than a busy machine takes. */
    private RedisEventStream stream(TestRedis redis) {
        return stream(RedisStreamOptions.of(redis.uri(), REGION).timeoutMs(20_000));
    }

    private StreamJournal journal(EventStream stream) throws IOException {
        return opened(StreamJournal.takeOver(stream, 1, 0, OPTIONS, System::nanoTime));
    }

    private static FollowedRows rows(StreamJournal journal) {
        FollowedRows rows = new FollowedRows(journal, 0);
        journal.commits(rows);
        return rows;
    }

    private static void awaitReachable(EventStream stream) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(stream::reachable);
    }

    /** Books until answers wait for the stream again. */
    private static void untilByStream(StreamJournal journal) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
            JournalContract.appendBatches(journal, 1, 5);
            return journal.answersByCommit() == null;
        });
    }

    /** The region's next owner finds every event that the rows do not hold. */
    private void assertComplete(TestRedis redis, StreamJournal journal, long heldSeq) throws IOException {
        StreamJournal next = StreamJournal.takeOver(stream(redis), 2, heldSeq, OPTIONS, System::nanoTime);
        assertThat(next.lastSeq()).isEqualTo(journal.lastSeq());
        assertThat(JournalContract.readAll(next, heldSeq)).isEqualTo((int) (journal.lastSeq() - heldSeq));
        JournalContract.append(journal, 1);
        assertThatThrownBy(journal::sync).isInstanceOf(Superseded.class);
    }

    @Test
    void goesOnByTheRowsWhereRedisIsKilledAndComesBackAsItWas() throws Exception {
        TestRedis redis = redis(SAFE);
        RedisEventStream stream = stream(redis);
        StreamJournal journal = journal(stream);
        FollowedRows rows = rows(journal);
        JournalContract.appendBatches(journal, 3, 5);
        redis.kill();
        JournalContract.appendBatches(journal, 3, 5);
        assertThat(rows.heldSeq).isEqualTo(30);
        assertThat(journal.answersByCommit()).contains("Redis at 127.0.0.1:" + redis.port());
        assertThat(stream.reachable()).isFalse();

        redis.start();
        awaitReachable(stream);
        assertThat(stream.stand()).isEqualTo(new Stand(1, 15));
        untilByStream(journal);
        JournalContract.appendBatches(journal, 2, 5);
        assertComplete(redis, journal, rows.heldSeq);
    }

    @Test
    void goesOnByTheRowsWhereRedisIsKilledAndComesBackEmpty() throws Exception {
        TestRedis redis = redis();
        RedisEventStream stream = stream(redis);
        StreamJournal journal = journal(stream);
        FollowedRows rows = rows(journal);
        JournalContract.appendBatches(journal, 3, 5);
        redis.kill();
        redis.start();
        JournalContract.appendBatches(journal, 1, 5);
        awaitReachable(stream);
        untilByStream(journal);
        JournalContract.appendBatches(journal, 2, 5);
        assertThat(rows.heldSeq).isGreaterThanOrEqualTo(20);
        assertComplete(redis, journal, rows.heldSeq);
    }

    @Test
    void hasEachBatchOnceHoweverOftenRedisIsKilledUnderAppends() throws Exception {
        TestRedis redis = redis(SAFE);
        StreamJournal journal = journal(stream(redis));
        FollowedRows rows = rows(journal);
        rows.away = FollowedRows.FOR_EVER;
        for (int i = 0; i < 3; i++) {
            long before = journal.durableSeq();
            CompletableFuture<Void> killed = inBackground(() -> {
                Awaitility.await().until(() -> journal.durableSeq() > before + 200);
                redis.kill();
            });
            CompletableFuture<Void> written = inBackground(() -> {
                try {
                    while (!killed.isDone() || journal.answersByCommit() != null)
                        JournalContract.appendBatches(journal, 1, 5);
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            killed.get(30, TimeUnit.SECONDS);
            redis.start();
            written.get(60, TimeUnit.SECONDS);
        }
        JournalContract.appendBatches(journal, 1, 5);
        assertThat(rows.heldSeq).isZero();
        assertComplete(redis, journal, 0);
    }

    /** In a thread of its own, since both of the test's wait. */
    private static CompletableFuture<Void> inBackground(Runnable task) {
        return CompletableFuture.runAsync(
                task, command -> Thread.ofPlatform().daemon().start(command));
    }

    @Test
    void losesNothingWhereRedisIsEmptied() throws Exception {
        TestRedis redis = redis();
        StreamJournal journal = journal(stream(redis));
        FollowedRows rows = rows(journal);
        JournalContract.appendBatches(journal, 3, 5);
        try (Jedis admin = redis.admin()) {
            admin.flushAll();
        }
        JournalContract.appendBatches(journal, 1, 5);
        assertThat(rows.heldSeq).isEqualTo(20);
        JournalContract.appendBatches(journal, 1, 5);
        assertThat(rows.heldSeq).as("the owner is confirmed once more").isEqualTo(25);
        JournalContract.appendBatches(journal, 1, 5);
        assertThat(rows.heldSeq).isEqualTo(25);
        assertThat(journal.restarts()).isEqualTo(1);
        assertComplete(redis, journal, 25);
    }

    @Test
    void losesNothingWhereRedisFallsBackToAnOlderFile() throws Exception {
        TestRedis redis = redis(SAFE);
        RedisEventStream stream = stream(redis);
        StreamJournal journal = journal(stream);
        FollowedRows rows = rows(journal);
        JournalContract.appendBatches(journal, 3, 5);
        Path file = folder.resolve("appendonly.aof");
        Path old = Files.copy(file, folder.resolve("old"));
        JournalContract.appendBatches(journal, 3, 5);
        redis.kill();
        Files.move(old, file, StandardCopyOption.REPLACE_EXISTING);
        redis.start();
        assertThat(stream(redis).stand()).isEqualTo(new Stand(1, 15));
        JournalContract.appendBatches(journal, 1, 5);
        awaitReachable(stream);
        untilByStream(journal);
        assertThat(rows.heldSeq).isGreaterThanOrEqualTo(35);
        JournalContract.appendBatches(journal, 1, 5);
        assertComplete(redis, journal, rows.heldSeq);
    }

    @Test
    void takesABatchOnceWhoseAnswerWasLost() throws Exception {
        TestRedis redis = redis();
        try (MutingProxy proxy = new MutingProxy(redis.port())) {
            StreamJournal journal = journal(stream(RedisStreamOptions.of(proxy.uri(), REGION)));
            FollowedRows rows = rows(journal);
            rows.away = FollowedRows.FOR_EVER;
            for (int i = 1; i <= 5; i++) {
                proxy.cutNextAnswer();
                JournalContract.appendBatches(journal, 1, 5);
                assertThat(proxy.cuts()).isEqualTo(i);
                JournalContract.appendBatches(journal, 1, 5);
            }
            assertThat(stream(redis).read(0, 100))
                    .extracting(Entry::lastSeq)
                    .hasSize(10)
                    .doesNotHaveDuplicates();
            assertComplete(redis, journal, 0);
        }
    }

    @Test
    void losesNothingByRequestsThatArriveLate() throws Exception {
        TestRedis redis = redis();
        try (MutingProxy proxy = new MutingProxy(redis.port())) {
            RedisEventStream stream = stream(RedisStreamOptions.of(proxy.uri(), REGION));
            StreamJournal journal = journal(stream);
            FollowedRows rows = rows(journal);
            JournalContract.appendBatches(journal, 1, 5);
            proxy.hold(true);
            JournalContract.appendBatches(journal, 1, 5);
            assertThat(rows.heldSeq).isEqualTo(10);
            proxy.hold(false);
            awaitReachable(stream);
            untilByStream(journal);
            JournalContract.appendBatches(journal, 2, 5);
            proxy.release();
            assertComplete(redis, journal, rows.heldSeq);
        }
    }

    @Test
    void losesNothingByABeginningAnewThatArrivesLate() throws Exception {
        TestRedis redis = redis();
        try (MutingProxy proxy = new MutingProxy(redis.port())) {
            RedisEventStream stream = stream(RedisStreamOptions.of(proxy.uri(), REGION));
            stream.claim(1);
            proxy.hold(true);
            assertThatThrownBy(() -> stream.restart(1, 10)).isInstanceOf(IOException.class);
            proxy.hold(false);
            awaitReachable(stream);
            assertThat(stream.restart(1, 10)).isEqualTo(1);
            assertThat(append(stream, 10, 12)).isEqualTo(Done.DONE);
            proxy.release();
            assertThat(stream.stand()).isEqualTo(new Stand(1, 12));
            assertThat(stream.read(10, 9)).extracting(Entry::lastSeq).containsExactly(12L);
        }
    }

    private static Appended append(EventStream stream, long formerSeq, long lastSeq) throws IOException {
        return stream.append(1, formerSeq, lastSeq, EventStreamContract.frame(lastSeq), 0);
    }

    @Test
    void isNotWaitedForTwiceWhileItIsFrozen() throws Exception {
        TestRedis redis = redis();
        RedisEventStream stream = stream(RedisStreamOptions.of(redis.uri(), REGION));
        StreamJournal journal = journal(stream);
        FollowedRows rows = rows(journal);
        JournalContract.appendBatches(journal, 1, 5);
        redis.freeze();
        JournalContract.appendBatches(journal, 1, 5);
        assertThat(stream.reachable()).isFalse();
        assertThat(journal.answersByCommit()).contains("timed out");
        JournalContract.appendBatches(journal, 20, 5);
        assertThat(stream.reachable()).isFalse();
        assertThatThrownBy(() -> append(stream, 0, 1)).hasMessageContaining("is away");
        assertThat(rows.heldSeq).isEqualTo(110);
        redis.thaw();
        awaitReachable(stream);
        untilByStream(journal);
        JournalContract.appendBatches(journal, 1, 5);
        assertComplete(redis, journal, rows.heldSeq);
    }

    @Test
    void asksForCopiesOfARepeatToo(@TempDir Path other) throws Exception {
        TestRedis redis = redis();
        RedisStreamOptions options =
                RedisStreamOptions.of(redis.uri(), REGION).timeoutMs(2_000).replicas(1);
        RedisEventStream stream = stream(options);
        stream.claim(1);
        assertThat(append(stream, 0, 1)).isEqualTo(new Appended.TooFewCopies(0));
        assertThat(stream.reachable()).isTrue();
        TestRedis replica = opened(TestRedis.in(other, "--replicaof", "127.0.0.1", String.valueOf(redis.port())));
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> append(stream, 0, 1) == Done.DONE);
        assertThat(append(stream, 1, 2)).isEqualTo(Done.DONE);
        assertThat(stream(RedisStreamOptions.of(replica.uri(), REGION)).stand()).isEqualTo(new Stand(1, 2));

        replica.freeze();
        assertThat(append(stream, 2, 3)).isEqualTo(new Appended.TooFewCopies(0));
        assertThat(append(stream(options), 2, 3))
                .as("on a connection that wrote nothing")
                .isEqualTo(new Appended.TooFewCopies(0));
        replica.thaw();
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> append(stream, 2, 3) == Done.DONE);
    }

    @Test
    void startsWithoutAServerAndFindsItOnceItIsThere() throws Exception {
        TestRedis redis = redis();
        redis.kill();
        RedisEventStream stream = stream(redis);
        assertThat(stream.reachable()).isFalse();
        assertThatThrownBy(() -> stream.claim(1)).isInstanceOf(IOException.class);
        redis.start();
        awaitReachable(stream);
        assertThat(stream.claim(1)).isEqualTo(Stand.NOTHING);
    }
}
