package io.yizhan.sim;

/** A promise was broken. */
final class Violation extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Which promise, in few words; the same for all violations of it. */
    final String promise;

    Violation(String promise, String details) {
        super(promise + ": " + details);
        this.promise = promise;
    }

    Violation(String promise, Throwable cause) {
        super(promise + ": " + cause, cause);
        this.promise = promise;
    }

    static void unless(boolean kept, String promise, Object details) {
        if (!kept) throw new Violation(promise, String.valueOf(details));
    }
}
