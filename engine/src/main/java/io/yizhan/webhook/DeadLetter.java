package io.yizhan.webhook;

/**
 * An event that an address has not taken for three days.
 *
 * @param resend whether it is to be sent once more
 */
public record DeadLetter(long seq, long givenUpMs, int attempts, String problem, boolean resend) {}
