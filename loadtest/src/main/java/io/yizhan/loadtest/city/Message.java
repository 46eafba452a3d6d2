package io.yizhan.loadtest.city;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a gate tells at once.
 *
 * @param dueMs by {@link WeekTime}
 * @param forget numbers of this boot that the gate gives up
 */
public record Message(long dueMs, int boot, List<Event> events, List<Range> forget) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** From and to, both included. */
    public record Range(long from, long to) {}

    /**
     * The body of {@code POST /v1/gates/{gate}/events}.
     *
     * @param run of which no other run's boots have the name
     */
    String json(String run, Pace pace) {
        ObjectNode body = JSON.createObjectNode().put("boot", bootName(run, boot));
        if (!events.isEmpty()) {
            ArrayNode all = body.putArray("events");
            for (Event it : events) {
                ObjectNode event = all.addObject()
                        .put("seq", it.seq())
                        .put("at", Instant.ofEpochMilli(atMs(it, pace)).toString())
                        .put("direction", it.passage().in() ? "IN" : "OUT");
                if (!it.passage().credential().isEmpty())
                    event.put("credential", it.passage().credential());
            }
        }
        if (!forget.isEmpty()) {
            ArrayNode all = body.putArray("forget");
            for (Range it : forget) all.addArray().add(it.from()).add(it.to());
        }
        return body.toString();
    }

    /** Both as one; the later one's numbers to give up are told by then, too. */
    Message and(Message next) {
        List<Event> all = new ArrayList<>(events);
        all.addAll(next.events);
        List<Range> given = new ArrayList<>(forget);
        given.addAll(next.forget);
        return new Message(dueMs, boot, all, given);
    }

    static String bootName(String run, int boot) {
        return run + "." + boot;
    }

    /** By the gate's clock. */
    static long atMs(Event it, Pace pace) {
        return pace.realMs(it.passage().atMs()) + it.clockMs();
    }
}
