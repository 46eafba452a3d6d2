package io.yizhan.feed;

/**
 * A day as some reader has rendered it, left with the {@link DayView} for the next reader. Immutable. It is good while the day has
 * {@link #version} and the time is before {@link #validUntilMs}.
 */
public abstract class Rendering {
    final long version;
    final long validUntilMs;

    protected Rendering(long version, long validUntilMs) {
        this.version = version;
        this.validUntilMs = validUntilMs;
    }
}
