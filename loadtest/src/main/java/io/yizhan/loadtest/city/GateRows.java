package io.yizhan.loadtest.city;

import io.yizhan.loadtest.Failure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** What PostgreSQL has of what gates told: each event once, and as it was told. */
public final class GateRows {
    private static final int CAUGHT_UP_MAX_S = 60;
    private static final String EVENTS =
            "select gate, boot, seq, station.id, entry, credential, counted from gate_event join station"
                    + " on station.region = gate_event.region and station.no = station_no where starts_with(boot, ?)";

    /** What makes an event this one. */
    private record Key(String gate, String boot, long seq) {}

    private record Row(String station, boolean in, String credential, boolean counted) {}

    private GateRows() {}

    /**
     * A sentence for each difference.
     *
     * @param rows a new connection to them
     * @param run by which {@link Delivery.Target} named the boots
     * @param allCount whether each event has to count: not where people were counted by eye after it happened, and before it came
     */
    public static List<String> differences(
            Callable<Connection> rows, String run, List<Telling> tellings, boolean allCount)
            throws InterruptedException {
        Map<Key, Row> wanted = new HashMap<>();
        for (Telling telling : tellings)
            for (Event it : telling.told())
                wanted.put(
                        new Key(telling.gate(), Message.bootName(run, it.boot()), it.seq()),
                        new Row(
                                telling.station(),
                                it.passage().in(),
                                it.passage().credential(),
                                true));
        // PostgreSQL follows the engine at its own pace.
        long untilNs = System.nanoTime() + CAUGHT_UP_MAX_S * 1_000_000_000L;
        while (true) {
            List<String> differences = differences(rows, run, wanted, allCount);
            if (differences.isEmpty() || System.nanoTime() > untilNs) return differences;
            Thread.sleep(500);
        }
    }

    private static List<String> differences(
            Callable<Connection> rows, String run, Map<Key, Row> wanted, boolean allCount) {
        List<String> differences = new ArrayList<>();
        Map<Key, Row> left = new HashMap<>(wanted);
        try (Connection connection = rows.call();
                PreparedStatement statement = connection.prepareStatement(EVENTS)) {
            statement.setString(1, run + ".");
            try (ResultSet it = statement.executeQuery()) {
                while (it.next()) {
                    Key key = new Key(it.getString(1), it.getString(2), it.getLong(3));
                    Row row =
                            new Row(it.getString(4), it.getBoolean(5), it.getString(6), it.getBoolean(7) || !allCount);
                    Row told = left.remove(key);
                    if (told == null)
                        differences.add("PostgreSQL has " + key + " "
                                + (wanted.containsKey(key) ? "twice" : ", which no gate told"));
                    else if (!told.equals(row))
                        differences.add("PostgreSQL has " + key + " as " + row + " instead of " + told);
                }
            }
        } catch (SQLException failed) {
            throw new Failure("PostgreSQL cannot be read", failed);
        } catch (Exception failed) {
            throw new Failure("PostgreSQL cannot be reached", failed);
        }
        left.keySet().forEach(it -> differences.add("PostgreSQL lacks " + it));
        return differences;
    }
}
