package io.yizhan.journal.stream;

import java.io.IOException;

/** The region has a newer owner: this one may write nothing any more, and steps down. */
public final class Superseded extends IOException {
    public Superseded(String message) {
        super(message);
    }
}
