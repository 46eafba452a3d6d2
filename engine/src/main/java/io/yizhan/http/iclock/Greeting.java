package io.yizhan.http.iclock;

import io.yizhan.core.table.Hash;
import java.time.Instant;
import java.time.ZoneId;

/** What a device is told of how to report, in the very lines that it reads. Stateless; any thread. */
final class Greeting {
    private static final int MINUTES_OF_HOUR = 60;

    private Greeting() {}

    /**
     * For an attendance terminal. By the zone and the {@code Date} of the answer it sets its clock.
     *
     * @param nowMs the zone's offset may change with the seasons
     */
    static String ofAttendance(String serial, ZoneId zone, long nowMs) {
        int minutes = zone.getRules().getOffset(Instant.ofEpochMilli(nowMs)).getTotalSeconds() / MINUTES_OF_HOUR;
        // Whole hours are told as such, anything else in minutes.
        int offset = minutes % MINUTES_OF_HOUR == 0 ? minutes / MINUTES_OF_HOUR : minutes;
        return String.join(
                "\n",
                "GET OPTION FROM: " + serial,
                "ATTLOGStamp=9999",
                "OPERLOGStamp=9999",
                "ErrorDelay=30",
                "Delay=10",
                "TransTimes=00:00;14:05",
                "TransInterval=1",
                "TransFlag=1111000000",
                "TimeZone=" + offset,
                "Realtime=1",
                "Encrypt=None");
    }

    /** For an access panel that asks who it is: it is registered, since a gate names it. */
    static String ofAccess(String serial) {
        return "registry=ok\n" + registered(serial) + "\n" + settings(serial);
    }

    /** For one that registers. */
    static String registered(String serial) {
        return "RegistryCode=x" + code(serial);
    }

    /** For one that has registered, and asks for its settings. */
    static String settings(String serial) {
        return String.join(
                "\n",
                "ServerVersion=3.1.2",
                "ServerName=ADMS",
                "PushProtVer=3.1.2",
                "ErrorDelay=30",
                "RequestDelay=10",
                "TransTimes=00:00;14:05",
                "TransInterval=1",
                "TransTables=User Transaction",
                "Realtime=1",
                "SessionID=s" + code(serial),
                "TimeoutSec=10");
    }

    /** The same at every node and after every restart: nothing is let in by it. */
    private static String code(String serial) {
        return Long.toHexString(Hash.of(serial.hashCode()));
    }
}
