package io.yizhan.loadtest.city;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All that one gate tells, and what it does not.
 *
 * @param messages in the order in which they are sent, one after the other
 * @param told each once, by time: the clean sequence of this gate
 * @param missed passages that the gate did not see
 * @param lost passages that it saw, and cannot tell any more
 * @param highest told number of each boot; all below it are told or given up in the end
 */
public record Telling(
        String gate,
        String station,
        List<Message> messages,
        List<Event> told,
        List<Passage> missed,
        List<Passage> lost,
        Map<Integer, Long> highest) {
    /** How many events all messages have together. */
    public int sent() {
        return messages.stream().mapToInt(it -> it.events().size()).sum();
    }

    /** How many events are told for the first time after a later one of the same boot. */
    public int disordered() {
        Set<Event> inOrder = new LinkedHashSet<>();
        for (Message it : messages) inOrder.addAll(it.events());
        Map<Integer, Long> highestYet = new HashMap<>();
        int count = 0;
        for (Event it : inOrder) if (highestYet.merge(it.boot(), it.seq(), Math::max) > it.seq()) count++;
        return count;
    }
}
