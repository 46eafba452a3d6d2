package io.yizhan.equipment.ftms;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a machine notifies of: its own kind of record, or that its state has changed. */
public enum Characteristic {
    TREADMILL("2ACD", RecordForms.TREADMILL),
    CROSS_TRAINER("2ACE", RecordForms.CROSS_TRAINER),
    STEP_CLIMBER("2ACF", RecordForms.STEP_CLIMBER),
    ROWER("2AD1", RecordForms.ROWER),
    INDOOR_BIKE("2AD2", RecordForms.INDOOR_BIKE),
    MACHINE_STATUS("2ADA", List.of());

    /** Its number by the Bluetooth SIG, as four hexadecimal digits. */
    public final String code;

    /** In which its records may be written, the documented one first; none for what is no record. */
    final List<RecordForm> forms;

    Characteristic(String code, List<RecordForm> forms) {
        this.code = code;
        this.forms = forms;
    }

    /** Null for any other, in capitals or not. */
    public static @Nullable Characteristic of(String code) {
        String upper = code.toUpperCase(Locale.ROOT);
        for (Characteristic each : values()) if (each.code.equals(upper)) return each;
        return null;
    }
}
