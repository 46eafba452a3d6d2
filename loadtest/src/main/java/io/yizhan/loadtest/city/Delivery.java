package io.yizhan.loadtest.city;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.loadtest.Failure;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/** Brings what gates tell to an engine, each gate on its own, at a pace; each message until it is acknowledged. */
public final class Delivery implements AutoCloseable {
    /**
     * Where it goes.
     *
     * @param mqttShare of gates that come by MQTT, from 0 to 1
     * @param tokens by gate
     * @param run a name that no other run had: boots are named after it
     */
    public record Target(Engines engines, double mqttShare, Map<String, String> tokens, String run) {}

    /** So many events in a message, where a gate is behind. */
    private static final int AT_ONCE_MAX = 50;

    private final Target target;
    private final List<Telling> tellings;
    private final Pace pace;
    private final Patience patience = new Patience();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final List<Thread> gates = new ArrayList<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final LongAdder messages = new LongAdder();
    private final LongAdder events = new LongAdder();

    public Delivery(Target target, List<Telling> tellings, Pace pace) {
        this.target = target;
        this.tellings = tellings;
        this.pace = pace;
    }

    public void start() {
        for (int i = 0; i < tellings.size(); i++) {
            Telling it = tellings.get(i);
            Line line = line(it.gate(), i);
            gates.add(Thread.ofVirtual().name(it.gate()).start(() -> tell(it, line)));
        }
    }

    /** Evenly among them. */
    private boolean byMqtt(int gate) {
        return (int) ((gate + 1) * target.mqttShare) > (int) (gate * target.mqttShare);
    }

    private Line line(String gate, int no) {
        String token = token(gate);
        Engines.Way way = target.engines.way(no);
        return byMqtt(no)
                ? new MqttLine(way, gate, events(gate), token, patience)
                : new HttpLine(http, way, events(gate), token, patience);
    }

    private static String events(String gate) {
        return "gates/" + gate + "/events";
    }

    private String token(String gate) {
        String token = target.tokens.get(gate);
        if (token == null) throw new Failure("there is no token for gate " + gate);
        return token;
    }

    private void tell(Telling telling, Line line) {
        try (line) {
            List<Message> all = telling.messages();
            for (int next = 0; next < all.size(); ) {
                pace.await(all.get(next).dueMs());
                Message one = all.get(next++);
                while (next < all.size() && isBehind(one, all.get(next))) one = one.and(all.get(next++));
                line.tell(one.json(target.run, pace));
                messages.increment();
                events.add(one.events().size());
            }
        } catch (Failure failed) {
            failures.add(String.valueOf(failed.getMessage()));
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException broken) {
            failures.add("gate " + telling.gate() + " broke: " + broken);
        }
    }

    /** Whether the next message is due already: a gate that is behind says more at once. */
    private boolean isBehind(Message one, Message next) {
        return next.boot() == one.boot()
                && one.events().size() + next.events().size() <= AT_ONCE_MAX
                && pace.realMs(next.dueMs()) <= System.currentTimeMillis();
    }

    /** Whether every gate has told all, or has failed. */
    public boolean isOver() {
        return gates.stream().noneMatch(Thread::isAlive);
    }

    /** Until every gate has told all, or has failed; returns why some have. */
    public List<String> await() throws InterruptedException {
        for (Thread it : gates) it.join();
        return List.copyOf(failures);
    }

    /** Says the last event of each boot once more: a sentence for each boot of which the engine misses something, or counts it again. */
    public List<String> nothingMissing() throws InterruptedException {
        List<String> wrong = new ArrayList<>();
        for (Telling it : tellings) {
            try (HttpLine line =
                    new HttpLine(http, target.engines.way(0), events(it.gate()), token(it.gate()), patience)) {
                for (var boot : it.highest().entrySet()) {
                    Event last = it.told().stream()
                            .filter(event -> event.boot() == boot.getKey() && event.seq() == boot.getValue())
                            .findFirst()
                            .orElseThrow();
                    String body = new Message(0, boot.getKey(), List.of(last), List.of()).json(target.run, pace);
                    JsonNode receipt = line.ask(body);
                    if (receipt.path("through").asLong() != boot.getValue()
                            || !receipt.path("missing").isEmpty()
                            || receipt.path("duplicates").asInt() != 1)
                        wrong.add("Gate " + it.gate() + " has told all up to " + boot.getValue() + " of its boot "
                                + boot.getKey() + ", and is told " + receipt);
                }
            }
        }
        return wrong;
    }

    /** Acknowledged messages, so far. */
    public long messages() {
        return messages.sum();
    }

    /** In acknowledged messages, so far. */
    public long events() {
        return events.sum();
    }

    /** How often something was said again for want of an answer. */
    public long repeated() {
        return patience.repeated();
    }

    @Override
    public void close() {
        gates.forEach(Thread::interrupt);
        http.shutdownNow();
    }
}
