package io.yizhan.core;

import org.jspecify.annotations.Nullable;

/** What operators do. Names are those of the API. */
public enum OperatorAct {
    CLOSE_VENUES(1, Target.CLOSURE),
    LIFT_CLOSURE(2, Target.CLOSURE),
    CHANGE_CAPACITY(3, Target.SLOT),
    CHECK_IN(4, Target.RESERVATION),
    CANCEL_RESERVATION(5, Target.RESERVATION),
    FORGIVE_STRIKE(6, Target.RESERVATION),
    REPLACE_CATALOGUE(7, Target.CATALOGUE),
    END_SESSIONS(8, Target.MEMBER),
    COUNT_OCCUPANCY(9, Target.STATION),
    MARK_EQUIPMENT(10, Target.MACHINE),
    RECORD_BODY_CHECK(11, Target.MEMBER),
    GIVE_DRAW_PART(12, Target.SLOT),
    OPEN_DRAW_WINDOW(13, Target.SLOT),
    CREATE_WEBHOOK(15, Target.WEBHOOK),
    DELETE_WEBHOOK(16, Target.WEBHOOK),
    RESEND_DEAD_LETTERS(17, Target.WEBHOOK),
    GIVE_CUSTOMER_NOTICE(18, Target.RESERVATION);

    /** What is changed, and so what its number stands for. */
    public enum Target {
        /** By its number. */
        CLOSURE,
        /** By its {@linkplain SlotKey key}. */
        SLOT,
        RESERVATION,
        /** By its version. */
        CATALOGUE,
        /** The one whom the act is about; it has no number. */
        MEMBER,
        /** By its number. */
        STATION,
        /** The one that the act is about; it has no number. */
        MACHINE,
        /** By its number. */
        WEBHOOK
    }

    private final int code;
    private final Target target;

    OperatorAct(int code, Target target) {
        this.code = code;
        this.target = target;
    }

    /** What stands for it where it is stored; never changes, nor is used again. */
    public int code() {
        return code;
    }

    public Target target() {
        return target;
    }

    /** Null where nothing has this code. */
    public static @Nullable OperatorAct of(int code) {
        for (OperatorAct one : values()) if (one.code == code) return one;
        return null;
    }
}
