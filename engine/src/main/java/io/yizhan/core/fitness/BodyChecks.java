package io.yizhan.core.fitness;

import io.yizhan.core.BodyCheck;
import io.yizhan.core.Event;
import io.yizhan.core.Event.BodyChecked;
import io.yizhan.core.FitnessCommand.RecordBodyCheck;
import io.yizhan.core.FitnessOutcome;
import io.yizhan.core.Outcome;
import io.yizhan.core.table.Hash;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Checks of bodies. The rows have what was measured. The books know only for a day, by a digest, what was written down last, so that whoever
 * heard no answer and sends it again has not acted twice. What is known of somebody's body is in no other memory.
 */
public final class BodyChecks {
    static final long REPEATS_MS = 24 * 3_600_000L;

    private static final long NONE = 0;

    private record Key(String member, int localDay, int stationNo) {
        static Key of(BodyCheck check) {
            return new Key(check.member(), check.localDay(), check.stationNo());
        }
    }

    private record Said(long digest, long atMs) {}

    /** What was said last is last. */
    private final Map<Key, Said> said = new LinkedHashMap<>();

    public Outcome carryOut(RecordBodyCheck command, long nowMs, Consumer<Event> events) {
        BodyCheck check = command.check();
        Said before = said.get(Key.of(check));
        boolean same = before != null && before.atMs() > nowMs - REPEATS_MS && before.digest() == digest(check);
        if (!same && !command.preview()) events.accept(new BodyChecked(nowMs, check));
        return new FitnessOutcome.BodyCheckStands(check);
    }

    public void apply(BodyChecked event) {
        keep(event.atMs(), event.check());
    }

    /** See {@link io.yizhan.core.FitnessBooks#bodyCheck}: in the order in which they were said. */
    public void keep(long atMs, BodyCheck check) {
        said.values().removeIf(it -> it.atMs() <= atMs - REPEATS_MS);
        Key key = Key.of(check);
        said.remove(key);
        said.put(key, new Said(digest(check), atMs));
    }

    public void forget(String member) {
        said.keySet().removeIf(it -> it.member().equals(member));
    }

    /** @param lastMs what was said more than a day before may be in the books or not */
    public long stateHash(long lastMs) {
        long hash = 0;
        for (var each : said.entrySet()) {
            Said it = each.getValue();
            if (it.atMs() > lastMs - REPEATS_MS)
                hash += Hash.of(each.getKey().member().hashCode() * 31L
                        + each.getKey().localDay()
                        + Hash.of(each.getKey().stationNo())
                        + Hash.of(it.digest() + Hash.of(it.atMs())));
        }
        return hash;
    }

    private static long digest(BodyCheck check) {
        if (check.amounts().isEmpty()) return NONE;
        long digest = check.stationNo();
        for (var each : check.amounts().entrySet())
            digest = Hash.of(digest) + each.getKey().code() * 1_000_003L + each.getValue();
        return digest;
    }
}
