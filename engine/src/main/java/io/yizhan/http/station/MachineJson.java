package io.yizhan.http.station;

import io.yizhan.core.EquipmentMark;
import io.yizhan.equipment.MachineNow;
import io.yizhan.equipment.MachineState;
import io.yizhan.http.json.JsonOut;
import org.jspecify.annotations.Nullable;

/** How a machine stands, as everybody may know it: nothing of whoever is on it. */
public final class MachineJson {
    private MachineJson() {}

    /**
     * As fields of the object that is open.
     *
     * @param mark of operators, whose word goes before the machine's own; null for none
     */
    public static void standing(JsonOut json, MachineNow machine, @Nullable EquipmentMark mark, long nowMs) {
        MachineState state = mark == null ? machine.stateAt(nowMs) : MachineState.OUT_OF_ORDER;
        json.field("state", state.name());
        if (machine.heardMs() == 0) json.fieldNull("lastHeard");
        else json.time("lastHeard", machine.heardMs());
        if (mark != null) json.field("reason", mark.reason());
    }
}
