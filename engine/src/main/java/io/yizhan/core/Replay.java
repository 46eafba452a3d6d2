package io.yizhan.core;

import java.util.Arrays;

/**
 * Brings books up to date by events that have happened, in their order. Some hundreds are gathered before the first is applied, so that the
 * waits for memory overlap, as with {@link Region#anticipate}: the books are behind until {@link #finish}. Of the books' thread.
 */
public final class Replay {
    private static final int AHEAD = 256;

    private final Region books;
    private final Event[] gathered = new Event[AHEAD];
    private int size;

    public Replay(Region books) {
        this.books = books;
    }

    public void add(Event event) {
        gathered[size++] = event;
        if (size == AHEAD) finish();
    }

    /** Applies what was added and is not applied yet. */
    public void finish() {
        for (int i = 0; i < size; i++) books.anticipate(gathered[i]);
        for (int i = 0; i < size; i++) books.apply(gathered[i]);
        Arrays.fill(gathered, 0, size, null);
        size = 0;
    }
}
