package io.yizhan.loadtest;

/** Why a run cannot go on, in words for whoever started it: no engine, no k6, a server that does not answer. */
final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1;

    Failure(String message) {
        super(message);
    }

    Failure(String message, Throwable cause) {
        super(message + ": " + (cause.getMessage() == null ? cause : cause.getMessage()), cause);
    }
}
