package io.yizhan.loadtest.drill;

/** Threads that were told to end. */
final class Threads {
    private Threads() {}

    /** Returns when all have ended, or at once where the caller is interrupted. */
    static void await(Iterable<Thread> threads) {
        try {
            for (Thread thread : threads) thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
