package io.yizhan.sim;

import java.io.IOException;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;

/**
 * A node's way to a server. Before a request arrives and before its answer does, others may act, time may pass, and the node may be paused
 * or die. Requests and answers are lost; a request that its sender has given up may still arrive.
 */
final class Line {
    private static final long GIVE_UP_MS = 200;

    private final String what;
    private final SimClock clock;
    private final SplittableRandom dice;
    private final BiConsumer<Long, Runnable> later;

    /** Nothing goes through. */
    boolean cut;
    /** So many of the next requests are lost. */
    int lost;
    /** So many of the next arrive after their sender has given up. */
    int late;
    /** So many of the next answers are lost. */
    int unanswered;
    /** So many of the next calls take long. */
    int slow;

    private boolean answered = true;

    interface Call<T, E extends Exception> {
        T run() throws E;
    }

    /** @param later does something after so many milliseconds, whatever becomes of the node */
    Line(String what, SimClock clock, long seed, BiConsumer<Long, Runnable> later) {
        this.what = what;
        this.clock = clock;
        this.later = later;
        dice = new SplittableRandom(seed);
    }

    void heal() {
        cut = false;
        lost = 0;
        late = 0;
        unanswered = 0;
        slow = 0;
    }

    /** Whether the last that was heard was an answer, or one would come now. */
    boolean reachable(boolean away) {
        return answered || (!cut && !away);
    }

    <T, E extends Exception> T call(Fiber fiber, boolean[] away, Call<T, E> request) throws E, IOException {
        pause(fiber);
        if (away[0] || cut || lost > 0) {
            if (lost > 0) lost--;
            throw noAnswer(fiber, "not to be reached");
        }
        if (late > 0) {
            late--;
            later.accept(1L + dice.nextInt(dice.nextBoolean() ? 6_000 : 600), () -> arrive(request));
            throw noAnswer(fiber, "no answer yet");
        }
        T answer = request.run();
        if (unanswered > 0) {
            unanswered--;
            throw noAnswer(fiber, "the answer is lost");
        }
        pause(fiber);
        answered = true;
        return answer;
    }

    private static <T, E extends Exception> void arrive(Call<T, E> request) {
        try {
            request.run();
        } catch (Violation broken) {
            throw broken;
        } catch (Exception refused) {
            // Nobody waits for that any more.
        }
    }

    private void pause(Fiber fiber) {
        long ms = dice.nextInt(4) == 0 ? dice.nextInt(8) : 0;
        if (slow > 0) {
            slow--;
            ms = dice.nextInt(1_500);
        }
        fiber.rest(clock.passedMs() + ms);
    }

    private IOException noAnswer(Fiber fiber, String why) {
        fiber.rest(clock.passedMs() + 1 + dice.nextInt((int) GIVE_UP_MS));
        answered = false;
        return new IOException(what + ": " + why);
    }
}
