package io.yizhan.equipment;

/** Told of every word of a machine that was taken in, of each machine one after the other. Any thread; does not block. */
public interface SessionWatch {
    /** @param nowMs when the word came */
    void heard(int stationNo, String machine, Telemetry word, long nowMs);
}
