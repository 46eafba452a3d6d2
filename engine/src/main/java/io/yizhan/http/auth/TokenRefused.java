package io.yizhan.http.auth;

/** A token is not accepted. Expected, so without a stack trace. */
public final class TokenRefused extends Exception {
    private static final long serialVersionUID = 1;

    /** Why. */
    public enum Fault {
        /** It was never meant for us, or makes no sense. */
        INVALID,
        /** Nobody whom we trust has signed it. */
        FORGED,
        EXPIRED,
        /** It will be good later: the clock of whoever has signed it is ahead. */
        EARLY,
        /** The keys that would verify it have not been read yet. */
        KEYS_UNAVAILABLE,
        /** Too many others wait for theirs to be verified. */
        BUSY
    }

    private final Fault fault;

    public TokenRefused(Fault fault, String message) {
        super(message, null, false, false);
        this.fault = fault;
    }

    public Fault fault() {
        return fault;
    }
}
