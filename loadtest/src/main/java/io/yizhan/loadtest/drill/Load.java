package io.yizhan.loadtest.drill;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.loadtest.Failure;
import io.yizhan.loadtest.cluster.SmallCity;
import io.yizhan.loadtest.drill.Attempt.Told;
import io.yizhan.loadtest.drill.Client.Answer;
import io.yizhan.loadtest.drill.Timeline.Kind;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Members who book, hold, confirm and cancel from a few threads, each the next thing when the last was answered, at a set pace at most. Who
 * gets no answer asks again with the same key, as a client does. Everything is remembered.
 */
final class Load {
    static final int WORKERS = 12;
    private static final int MEMBERS_EACH = 32;
    private static final int PACE_MS = 25;
    private static final int STANDING_MAX = 8;
    private static final AtomicInteger LOADS = new AtomicInteger();

    final List<String> tokens;
    final String prefix;
    final Timeline timeline;

    /** What an answer should not have said: a key answered twice, a time before an earlier one. */
    final Queue<String> lies = new ConcurrentLinkedQueue<>();

    private final Client client;
    private final List<String> slots;
    private final List<Worker> workers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopping;

    /** @param workers threads */
    Load(Client client, List<String> slots, Timeline timeline, int workers) throws InterruptedException {
        this.client = client;
        this.slots = slots;
        this.timeline = timeline;
        prefix = "drill-" + Long.toString(System.currentTimeMillis(), 36) + "-" + LOADS.getAndIncrement() + "-";
        tokens = new ArrayList<>(client.members(prefix, workers * MEMBERS_EACH));
        for (int i = 0; i < workers; i++) this.workers.add(new Worker(i));
    }

    /** New tokens for the same members. Only while nobody works. */
    void signInAgain() throws InterruptedException {
        tokens.clear();
        tokens.addAll(client.members(prefix, workers.size() * MEMBERS_EACH));
    }

    void start() {
        stopping = false;
        threads.clear();
        for (Worker worker : workers)
            threads.add(Thread.ofPlatform().daemon().name("member-" + worker.no).start(worker::run));
    }

    /** Returns when everybody has the answer that he waits for, or none within the bound. */
    void stop() throws InterruptedException {
        stopping = true;
        for (Thread thread : threads) thread.join();
    }

    List<Attempt> attempts() {
        List<Attempt> all = new ArrayList<>();
        workers.forEach(it -> all.addAll(it.attempts));
        return all;
    }

    /** Only while nobody works. */
    int unanswered() {
        return (int) attempts().stream()
                .filter(it -> it.told == Told.NOTHING || it.changeUnanswered)
                .count();
    }

    /** Asks for all of which it is unknown whether it was done, as a client does, and again for what was answered; at most so many. */
    int settle(int againMax) throws InterruptedException {
        for (Worker worker : workers) worker.settle();
        int again = 0;
        List<Attempt> placed =
                attempts().stream().filter(it -> it.told == Told.PLACED).toList();
        int step = Math.max(1, placed.size() / Math.max(1, againMax));
        for (int i = 0; i < placed.size(); i += step) {
            Attempt it = placed.get(i);
            again++;
            Answer answer;
            try {
                answer = client.place(tokens.get(it.member), it);
            } catch (IOException failed) {
                throw new Failure("no answer after the drill", failed);
            }
            if (answer.status() != 200
                    || !answer.replayed()
                    || !answer.text("id").equals(it.id))
                lies.add(it + " asked again with its key was answered " + answer.status() + " " + answer.json());
        }
        return again;
    }

    /** Bookings of one member each, outside of the load; every one must succeed. Only while nobody works. */
    List<Attempt> place(int count, boolean hold, boolean quick) throws InterruptedException {
        List<Attempt> placed = new ArrayList<>();
        for (int i = 0; placed.size() < count && i < 40 * count; i++) {
            Worker worker = workers.get(i % workers.size());
            String slot = slots.get(worker.random.nextInt(slots.size()));
            if (SmallCity.quick(slot) != quick) continue;
            Attempt it = worker.next(slot, hold);
            worker.ask(it);
            // The load is not to change them.
            worker.standing.remove(it);
            if (it.told == Told.PLACED) placed.add(it);
        }
        if (placed.size() < count) throw new Failure("only " + placed.size() + " of " + count + " bookings were taken");
        return placed;
    }

    private static long ms(String time) {
        return time.isEmpty() ? 0 : OffsetDateTime.parse(time).toInstant().toEpochMilli();
    }

    /** One thread's members. */
    private final class Worker {
        private final int no;
        private final Random random;
        private final List<Attempt> attempts = new ArrayList<>();
        private final List<Attempt> standing = new ArrayList<>();
        private final Deque<Attempt> unanswered = new ArrayDeque<>();
        private long lastCreatedMs;

        private Worker(int no) {
            this.no = no;
            random = new Random(no);
        }

        private void run() {
            try {
                long next = System.nanoTime();
                while (!stopping) {
                    boolean answered = act();
                    next = Math.max(next + PACE_MS * 1_000_000L, System.nanoTime());
                    if (!answered) next += 150_000_000L;
                    long waitMs = (next - System.nanoTime()) / 1_000_000;
                    if (waitMs > 0) Thread.sleep(waitMs);
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException broken) {
                lies.add("a member's thread broke: " + broken);
            }
        }

        /** Whether there was an answer that says what was done. */
        private boolean act() throws InterruptedException {
            Attempt lost = unanswered.pollFirst();
            if (lost != null) return ask(lost);
            if (standing.size() > STANDING_MAX * MEMBERS_EACH / 4 || (!standing.isEmpty() && random.nextInt(10) < 4)) {
                Attempt it = standing.remove(random.nextInt(standing.size()));
                boolean confirm = it.hold && random.nextBoolean() && it.possible.contains(Attempt.HELD);
                return change(it, confirm);
            }
            return ask(next(slots.get(random.nextInt(slots.size())), random.nextInt(5) == 0));
        }

        private Attempt next(String slot, boolean hold) {
            Attempt it = new Attempt(memberFor(slot), no + "-" + attempts.size(), slot, 1 + random.nextInt(3), hold);
            attempts.add(it);
            return it;
        }

        /** One without a hold at that time: it would give way, and of an unanswered request nobody could say whether it has. */
        private int memberFor(String slot) {
            int member = no * MEMBERS_EACH + random.nextInt(MEMBERS_EACH);
            for (int tries = 0; tries < MEMBERS_EACH && mayGiveWay(member, slot); tries++)
                member = no * MEMBERS_EACH + (member + 1) % MEMBERS_EACH;
            return member;
        }

        private boolean mayGiveWay(int member, String slot) {
            for (Attempt it : attempts) if (it.member == member && it.mayGiveWayTo(slot)) return true;
            return false;
        }

        private boolean ask(Attempt it) throws InterruptedException {
            double sent = timeline.nowS();
            Answer answer;
            try {
                answer = client.place(tokens.get(it.member), it);
            } catch (IOException failed) {
                noAnswer(failed);
                unanswered.addLast(it);
                return false;
            }
            boolean booked = answer.status() == 201 || answer.status() == 200;
            timeline.took(sent, answer.status() == 201);
            if (booked) {
                timeline.count(Kind.BOOKED);
                placed(it, answer);
                return true;
            }
            if (answer.status() == 409) {
                timeline.count(Kind.OTHER);
                it.told = Told.REFUSED;
                return true;
            }
            unavailable(answer);
            unanswered.addLast(it);
            return false;
        }

        private void placed(Attempt it, Answer answer) {
            it.id = answer.text("id");
            it.told = Told.PLACED;
            it.holdExpiresAtMs = ms(answer.text("holdExpiresAt"));
            it.became(answer.text("state"));
            standing.add(it);
            long createdMs = ms(answer.text("createdAt"));
            if (answer.replayed()) return;
            if (createdMs < lastCreatedMs)
                lies.add("time went back: " + it + " was made " + (lastCreatedMs - createdMs)
                        + " ms before the same client's booking before it");
            lastCreatedMs = createdMs;
        }

        private boolean change(Attempt it, boolean confirm) throws InterruptedException {
            String to = confirm ? Attempt.CONFIRMED : Attempt.CANCELLED;
            double sent = timeline.nowS();
            Answer answer;
            try {
                answer = client.send(
                        confirm ? "POST" : "DELETE",
                        "/v1/reservations/" + it.id + (confirm ? "/confirm" : ""),
                        tokens.get(it.member),
                        "",
                        "");
            } catch (IOException failed) {
                noAnswer(failed);
                it.mayBe(to);
                return false;
            }
            timeline.took(sent, false);
            if (answer.status() == 200) {
                timeline.count(Kind.OTHER);
                it.holdExpiresAtMs = 0;
                it.became(to);
                if (confirm) standing.add(it);
            } else if (answer.status() == 409 && it.possible.contains(Attempt.EXPIRED)) {
                timeline.count(Kind.OTHER);
                it.became(Attempt.EXPIRED);
            } else {
                unavailable(answer);
                it.mayBe(to);
                return answer.status() != 503;
            }
            return true;
        }

        private void noAnswer(IOException failed) {
            timeline.count(
                    failed instanceof HttpTimeoutException
                                    && !(failed instanceof java.net.http.HttpConnectTimeoutException)
                            ? Kind.HUNG
                            : Kind.NO_ANSWER);
        }

        private void unavailable(Answer answer) {
            if (answer.status() != 503) timeline.wrong(answer.status() + " " + answer.text("code"));
            else {
                timeline.unavailable(answer.text("code"));
                if (!answer.retryAfter()) lies.add("a 503 without Retry-After: " + answer.json());
            }
        }

        private void settle() throws InterruptedException {
            for (Attempt it : attempts) {
                for (int tries = 0; it.told == Told.NOTHING && tries < 5; tries++) ask(it);
                if (it.told == Told.NOTHING) throw new Failure("after the drill " + it + " still gets no answer");
            }
            unanswered.clear();
        }
    }

    /** As the API has it now. */
    JsonNode find(Attempt it) throws InterruptedException {
        return client.get("/v1/reservations/" + it.id, tokens.get(it.member));
    }

    /** For drills that change single bookings. */
    Client.@Nullable Answer confirm(Attempt it) throws InterruptedException {
        try {
            Answer answer =
                    client.send("POST", "/v1/reservations/" + it.id + "/confirm", tokens.get(it.member), "", "");
            if (answer.status() == 200) it.became(Attempt.CONFIRMED);
            return answer;
        } catch (IOException failed) {
            return null;
        }
    }
}
