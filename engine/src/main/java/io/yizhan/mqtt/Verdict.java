package io.yizhan.mqtt;

/** What the HTTP edge said to a message. */
sealed interface Verdict {
    /**
     * It is counted, and stays so.
     *
     * @param inPart without some events of it that are wrong in themselves
     */
    record Durable(boolean inPart) implements Verdict {}

    /**
     * The gate was told; nobody tries it again.
     *
     * @param result {@link #ANSWERED}, or the code of the problem why there was no answer
     */
    record Told(String result) implements Verdict {
        static final String ANSWERED = "answered";
    }

    /**
     * Not now.
     *
     * @param afterMs when it may be tried again; 0 where nobody said
     */
    record Later(long afterMs) implements Verdict {}

    /**
     * Not before the gate has done something, or much time has passed.
     *
     * @param code of the problem
     */
    record Stuck(String code) implements Verdict {}

    /**
     * It would be refused again.
     *
     * @param status of HTTP
     * @param code of the problem
     * @param isForbidden the bearer may not do this: an operator has to change a token or the catalogue, not the gate its message
     */
    record Refused(int status, String code, boolean isForbidden) implements Verdict {}
}
