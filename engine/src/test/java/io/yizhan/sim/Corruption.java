package io.yizhan.sim;

import static io.yizhan.sim.Violation.unless;

import io.yizhan.journal.Journal;
import io.yizhan.journal.file.FileJournal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Bits that turn over on the disk, tried on a copy: whoever opens that must refuse it, or have everything. Only the last batch may be taken
 * for one that was never finished, and then the journal says that it cut something off.
 */
final class Corruption {
    private final SplittableRandom dice;
    private final SimNode.Surroundings around;

    Corruption(long seed, SimNode.Surroundings around) {
        dice = new SplittableRandom(seed);
        this.around = around;
    }

    /** @param lastFrameSeq the first event of the last batch */
    void look(SimNode node, long lastFrameSeq) {
        if (dice.nextInt(3) > 0) return;
        Platter copy = around.platter().image();
        List<String> files = new ArrayList<>(copy.names.keySet());
        files.removeIf(name -> !name.endsWith(".journal"));
        if (files.isEmpty()) return;
        String name = files.get(dice.nextInt(files.size()));
        int bytes = copy.bytes(name);
        if (bytes == 0) return;
        int end = Math.min(bytes, dice.nextInt(4) == 0 ? bytes : 700);
        int bit = dice.nextInt(end * 8);
        copy.flip(name, bit);
        String what = name + ", bit " + bit;
        SimDisk disk = new SimDisk(copy, new Life(), new CrashPoints(where -> {}));
        long lastSeq = node.lastSeq();
        try (FileJournal journal = FileJournal.open(
                around.mutation().disk(disk), around.options().startAfterSeq(node.checkpoint), task -> {})) {
            unless(
                    journal.lastSeq() >= lastSeq
                            || (journal.lastSeq() == lastFrameSeq - 1 && journal.recoveredTail() != null),
                    "damage is never passed over",
                    what + ": ends with " + journal.lastSeq() + " instead of " + lastSeq);
            try (Journal.Reader reader = journal.read(node.checkpoint)) {
                while (reader.next(around.ledger()::same) > 0) {}
            }
        } catch (IOException told) {
            // Loud enough.
        } catch (Violation broken) {
            throw broken;
        } catch (RuntimeException | Error suffered) {
            throw new Violation("damage is told of, not suffered", suffered);
        }
    }
}
