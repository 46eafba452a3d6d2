package io.yizhan.equipment.ftms;

/** What the characteristic Fitness Machine Status tells, by its first byte. */
public enum StatusWord {
    RESET(0x01),
    STOPPED_OR_PAUSED(0x02),
    STOPPED_BY_SAFETY_KEY(0x03),
    STARTED(0x04),
    CONTROL_LOST(0xFF),
    /** A target was changed, or whatever else says nothing of whether the machine is in use. */
    OTHER(-1);

    private final int code;

    StatusWord(int code) {
        this.code = code;
    }

    static StatusWord of(int code) {
        for (StatusWord each : values()) if (each.code == code) return each;
        return OTHER;
    }
}
