package io.yizhan.mqtt;

/** What the HTTP edge said to a message. */
sealed interface Verdict {
    /** It is counted, and stays so. */
    record Durable() implements Verdict {
        static final Durable DURABLE = new Durable();
    }

    /**
     * Not now.
     *
     * @param afterMs when it may be tried again; 0 where nobody said
     */
    record Later(long afterMs) implements Verdict {}

    /**
     * It would be refused again.
     *
     * @param status of HTTP
     * @param code of the problem
     */
    record Refused(int status, String code) implements Verdict {
        /** The bearer may not do this: an operator has to change a token or the catalogue, not the gate its message. */
        boolean isForbidden() {
            return status == 401 || status == 403 || status == 404;
        }
    }
}
