package io.yizhan.http.loop;

/** Ends bodies that take too long to arrive. Looked through every second instead of setting a timer for every request. Of one event loop. */
public final class Deadlines {
    private final long bodyNs;
    private final Timed oldest = new Timed() {
        @Override
        protected void tooSlow() {
            throw new AssertionError("the head of the ring never began");
        }
    };

    Deadlines(int bodyTimeoutS) {
        bodyNs = bodyTimeoutS * 1_000_000_000L;
    }

    /** What began and must end in time. In a ring of such, in the order that they began, so that the slow ones are found. */
    public abstract static class Timed {
        private final long startedNs = System.nanoTime();
        private Timed next = this;
        private Timed previous = this;

        protected abstract void tooSlow();

        /** In time, or not waited for any more. */
        protected final void done() {
            previous.next = next;
            next.previous = previous;
            next = previous = this;
        }
    }

    public void began(Timed last) {
        last.next = oldest;
        last.previous = oldest.previous;
        last.previous.next = last;
        oldest.previous = last;
    }

    /** To be called every second. */
    @SuppressWarnings("ReferenceEquality") // The head of the ring is just that one.
    public void sweep() {
        long nowNs = System.nanoTime();
        for (Timed first = oldest.next; first != oldest && nowNs - first.startedNs > bodyNs; first = oldest.next) {
            first.done();
            first.tooSlow();
        }
    }
}
