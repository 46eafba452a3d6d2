package io.yizhan.core.equipment;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.core.Changes;
import io.yizhan.core.Command;
import io.yizhan.core.EquipmentMark;
import io.yizhan.core.Event;
import io.yizhan.core.Outcome;
import io.yizhan.core.closure.Closures;
import io.yizhan.core.closure.MachineClosures;
import io.yizhan.core.table.SlotTable;
import io.yizhan.core.table.VenueTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What operators say of machines. */
class MarkedEquipmentTest {
    private static final long NOW_MS = 1_000;

    private final Changes changes = new Changes();
    private final SlotTable slots = new SlotTable();
    private final MarkedEquipment equipment =
            new MarkedEquipment(changes, new MachineClosures(new VenueTable(), slots, new Closures(slots, changes)));
    private final List<Event> events = new ArrayList<>();

    private Outcome mark(String machine, boolean outOfOrder, String reason, boolean preview) {
        return equipment.carryOut(new Command.MarkEquipment(machine, 3, outOfOrder, reason, preview), NOW_MS, event -> {
            events.add(event);
            equipment.apply((Event.EquipmentMarked) event);
        });
    }

    @Test
    void aMachineIsOutOfOrderUntilAnOperatorTakesItBack() {
        EquipmentMark mark = new EquipmentMark(3, NOW_MS, "belt");

        assertThat(mark("m", true, "belt", false)).isEqualTo(new Outcome.EquipmentStands("m", mark));
        assertThat(equipment.of("m")).isEqualTo(mark);
        assertThat(equipment.at(3)).isEqualTo(Map.of("m", mark));
        assertThat(equipment.at(4)).isEmpty();
        assertThat(changes.machines().getInt(0)).isEqualTo(3);
        assertThat(mark("m", false, "mended", false)).isEqualTo(new Outcome.EquipmentStands("m", null));
        assertThat(equipment.of("m")).isNull();
        assertThat(events)
                .containsExactly(
                        new Event.EquipmentMarked(NOW_MS, "m", 3, true, "belt"),
                        new Event.EquipmentMarked(NOW_MS, "m", 3, false, "mended"));
    }

    @Test
    void theSameAgainChangesNothingAndAnotherReasonDoes() {
        mark("m", true, "belt", false);
        mark("m", true, "belt", false);
        assertThat(events).hasSize(1);
        mark("m", true, "motor", false);
        assertThat(events).hasSize(2);
        mark("other", false, "mended", false);
        assertThat(events).as("it was in order").hasSize(2);
    }

    @Test
    void aPreviewSaysHowItWouldStandAndChangesNothing() {
        assertThat(mark("m", true, "belt", true))
                .isEqualTo(new Outcome.EquipmentStands("m", new EquipmentMark(3, NOW_MS, "belt")));
        assertThat(events).isEmpty();
        assertThat(equipment.of("m")).isNull();
    }

    @Test
    void theSameBooksHaveTheSameHash() {
        long empty = equipment.stateHash();
        mark("m", true, "belt", false);
        assertThat(equipment.stateHash()).isNotEqualTo(empty);
        mark("m", false, "mended", false);
        assertThat(equipment.stateHash()).isEqualTo(empty);
    }
}
