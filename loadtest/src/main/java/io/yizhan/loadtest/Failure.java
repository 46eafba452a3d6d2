package io.yizhan.loadtest;

/** Why a run cannot go on, in words for whoever started it: no engine, no k6, a server that does not answer. */
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Failure(String message) {
        super(message);
    }

    public Failure(String message, Throwable cause) {
        super(message + ": " + (cause.getMessage() == null ? cause : cause.getMessage()), cause);
    }
}
