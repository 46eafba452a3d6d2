package io.yizhan.loadtest.drill;

import java.util.ArrayList;
import java.util.List;

/** What a drill did, saw and found. One thread. */
final class DrillResult {
    /** A promise and what was seen of it. */
    record Promise(String what, String seen, boolean kept) {}

    final Drill drill;
    final String startedAt;
    final String command;
    final List<Promise> promises = new ArrayList<>();
    final List<String> notes = new ArrayList<>();

    /** Sentences; the first {@link #SHOWN_MAX} are shown. */
    final List<String> broken = new ArrayList<>();

    static final int SHOWN_MAX = 20;
    Timeline timeline = new Timeline();

    DrillResult(Drill drill, String startedAt, String command) {
        this.drill = drill;
        this.startedAt = startedAt;
        this.command = command;
    }

    void promise(String what, String seen, boolean kept) {
        promises.add(new Promise(what, seen, kept));
    }

    boolean passed() {
        return !promises.isEmpty() && broken.isEmpty() && promises.stream().allMatch(Promise::kept);
    }
}
