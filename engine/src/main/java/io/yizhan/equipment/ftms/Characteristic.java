package io.yizhan.equipment.ftms;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a machine notifies of: its own kind of record, or that its state has changed. */
public enum Characteristic {
    TREADMILL("2ACD"),
    CROSS_TRAINER("2ACE"),
    STEP_CLIMBER("2ACF"),
    ROWER("2AD1"),
    INDOOR_BIKE("2AD2"),
    MACHINE_STATUS("2ADA");

    /** Its number by the Bluetooth SIG, as four hexadecimal digits. */
    public final String code;

    Characteristic(String code) {
        this.code = code;
    }

    /** Null for any other, in capitals or not. */
    public static @Nullable Characteristic of(String code) {
        String upper = code.toUpperCase(Locale.ROOT);
        for (Characteristic each : values()) if (each.code.equals(upper)) return each;
        return null;
    }
}
