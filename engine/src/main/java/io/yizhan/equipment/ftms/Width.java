package io.yizhan.equipment.ftms;

/** How a number is written, the lowest byte first. */
enum Width {
    /** Its bit among the flags is all that there is. */
    FLAG(0),
    U8(1),
    U16(2),
    S16(2),
    U24(3);

    final int bytes;

    Width(int bytes) {
        this.bytes = bytes;
    }

    int read(byte[] from, int at) {
        return switch (this) {
            case FLAG -> 1;
            case U8 -> from[at] & 0xFF;
            case U16 -> (from[at] & 0xFF) | (from[at + 1] & 0xFF) << 8;
            case S16 -> (from[at] & 0xFF) | from[at + 1] << 8;
            case U24 -> (from[at] & 0xFF) | (from[at + 1] & 0xFF) << 8 | (from[at + 2] & 0xFF) << 16;
        };
    }
}
