package io.yizhan.loadtest.drill;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.loadtest.Failure;
import io.yizhan.loadtest.cluster.SmallCity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The engine restarted with a clock an hour back, and again with the right one: holds neither revive nor vanish. */
final class ClockSteps {
    private static final int HOLDS = 20;
    private final DrillRun run;
    private final Load load;

    ClockSteps(DrillRun run, Load load) {
        this.run = run;
        this.load = load;
    }

    /** What libfaketime needs; the monotonic clock stays as it is, for nothing steps that. */
    private static Map<String, String> hourBack() {
        for (String folder : List.of("/usr/lib", "/usr/lib64", "/usr/local/lib")) {
            try (Stream<Path> all = Files.find(Path.of(folder), 4, (path, it) -> path.endsWith("libfaketimeMT.so.1"))) {
                Path found = all.findFirst().orElse(null);
                if (found != null)
                    return Map.of(
                            "LD_PRELOAD",
                            found.toString(),
                            "FAKETIME",
                            "-1h",
                            "DONT_FAKE_MONOTONIC",
                            "1",
                            "FAKETIME_DONT_FAKE_MONOTONIC",
                            "1");
            } catch (IOException | java.io.UncheckedIOException none) {
                // There are other folders.
            }
        }
        throw new Failure("this drill needs libfaketime (Debian: apt-get install faketime)");
    }

    void run() throws InterruptedException {
        Map<String, String> hourBack = hourBack();
        load.stop();
        List<Attempt> lapsed = load.place(HOLDS, true, true);
        if (!DrillRun.await(SmallCity.QUICK_HOLD_S + 10, () -> all(lapsed, Attempt.EXPIRED)))
            throw new Failure("holds of " + SmallCity.QUICK_HOLD_S + " s do not lapse");
        List<Attempt> longHeld = load.place(HOLDS, true, false);
        List<Attempt> justHeld = load.place(HOLDS, true, true);

        run.result.notes.add(
                "With libfaketime each look at the clock takes some 25 times as long: that the engine is slow meanwhile, is no finding.");
        run.fault("clock 1 h back");
        run.rig.stop();
        run.rig.start("", hourBack);
        load.signInAgain();
        run.result.promise("holds that had lapsed stay so", states(lapsed).toString(), all(lapsed, Attempt.EXPIRED));
        run.result.promise("holds of an hour are still held", states(longHeld).toString(), all(longHeld, Attempt.HELD));
        Map<String, Integer> just = states(justHeld);
        run.result.promise(
                "holds of " + SmallCity.QUICK_HOLD_S + " s are held or lapsed, not gone",
                just.toString(),
                just.getOrDefault(Attempt.HELD, 0) + just.getOrDefault(Attempt.EXPIRED, 0) == HOLDS);
        Client.Answer confirmed = load.confirm(longHeld.getFirst());
        run.result.promise(
                "a hold can be confirmed",
                confirmed == null ? "no answer" : "" + confirmed.status(),
                confirmed != null && confirmed.status() == 200);
        load.start();
        DrillRun.seconds(8);
        load.stop();

        run.rig.stop();
        run.rig.start();
        run.healed();
        load.signInAgain();
        boolean ended = DrillRun.await(SmallCity.QUICK_HOLD_S + 10, () -> all(justHeld, Attempt.EXPIRED));
        run.result.promise("with the right clock they lapse", states(justHeld).toString(), ended);
        load.start();
        DrillRun.seconds(5);
    }

    private boolean all(List<Attempt> holds, String state) {
        try {
            return states(holds).equals(Map.of(state, holds.size()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Map<String, Integer> states(List<Attempt> holds) throws InterruptedException {
        Map<String, Integer> states = new HashMap<>();
        for (Attempt it : holds) {
            JsonNode found = load.find(it);
            states.merge(found.path("state").asText(), 1, Integer::sum);
        }
        return states;
    }
}
