package io.yizhan.equipment;

import java.util.HashMap;
import java.util.Map;

/**
 * Whether machines are in order by their own word, once they have said so for some time: a machine that is started anew, or whose belt sticks
 * for a moment, says one thing and then the other. One thread; kept in memory alone, so an engine that begins knows nothing for {@value
 * #BELIEVED_AFTER_MS} ms.
 */
public final class SettledWords {
    /** What is said for so long, without anything else in between, is believed. */
    public static final long BELIEVED_AFTER_MS = 2 * 60_000;

    /** What follows from a word. */
    public enum Word {
        IN_ORDER,
        OUT_OF_ORDER,
        /** Not heard, or not for long enough. */
        UNSURE
    }

    private record Said(Word word, long sinceMs) {}

    private final Map<String, Said> byMachine = new HashMap<>();

    /** What is believed of a machine that stands so now; to be asked every few seconds, since what was not looked at was not seen. */
    public Word take(String machine, MachineState state, long nowMs) {
        Word word = switch (state) {
            case AVAILABLE, IN_USE -> Word.IN_ORDER;
            case OUT_OF_ORDER -> Word.OUT_OF_ORDER;
            case OFFLINE -> Word.UNSURE;
        };
        Said said = byMachine.get(machine);
        if (said == null || said.word != word) {
            said = new Said(word, nowMs);
            byMachine.put(machine, said);
        }
        return nowMs - said.sinceMs >= BELIEVED_AFTER_MS ? word : Word.UNSURE;
    }

    /** Somebody who was there knows better: what it says counts from now on. */
    public void forget(String machine) {
        byMachine.remove(machine);
    }
}
