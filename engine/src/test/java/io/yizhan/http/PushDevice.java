package io.yizhan.http;

import io.yizhan.http.HttpClient.Answer;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/**
 * A controller of ZKTeco's, as devices.md describes it: it greets, keeps what happened in a buffer, sends the oldest first, and forgets only
 * what was acknowledged in the very words that it knows. Its network loses requests and answers, and brings some twice. Its clock has no zone.
 */
final class PushDevice {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final int LINES_MAX = 40;

    private final HttpClient client;
    private final String serial;
    private final boolean access;
    private final ZoneId zone;
    private final Random random;
    private final Deque<String> buffer = new ArrayDeque<>();
    private int index;
    /** Of 100 requests, so many have each of the faults. */
    private int faults;

    int sent;
    int lost;

    /** @param access whether it speaks the protocol of access panels; of attendance terminals else */
    PushDevice(HttpClient client, String serial, boolean access, ZoneId zone, long seed) {
        this.client = client;
        this.serial = serial;
        this.access = access;
        this.zone = zone;
        random = new Random(seed);
    }

    PushDevice failing(int percent) {
        faults = percent;
        return this;
    }

    /** As after a power cut with an empty memory: what was sent is gone, and the index begins anew. */
    void reset() {
        index = 0;
        buffer.clear();
    }

    boolean greets() {
        Answer answer = client.get("/iclock/cdata?SN=" + serial + (access ? "&DeviceType=acc" : "&options=all"));
        String wanted = access ? "registry=ok\nRegistryCode=" : "GET OPTION FROM: " + serial + "\nATTLOGStamp=";
        return answer.status() == 200 && answer.body().startsWith(wanted);
    }

    /** Somebody was let in, or out. */
    void passes(Instant at, String pin, boolean in) {
        String time = CLOCK.format(at.atZone(zone));
        String side = in ? "0" : "1";
        if (access) happens(time, pin, random.nextBoolean() ? 0 : 200, side);
        else buffer.add(pin + "\t" + time + "\t" + side + "\t1\t0");
    }

    /** Somebody was not. */
    void refuses(Instant at, String pin) {
        if (access) happens(CLOCK.format(at.atZone(zone)), pin, 20 + random.nextInt(80), "0");
    }

    /** A door was opened by a button, or left open. */
    void isTampered(Instant at) {
        if (access) happens(CLOCK.format(at.atZone(zone)), "0", random.nextBoolean() ? 202 : 100, "2");
    }

    private void happens(String time, String pin, int event, String side) {
        index++;
        List<String> fields = new ArrayList<>(List.of(
                "time=" + time,
                "pin=" + pin,
                "cardno=0",
                "eventaddr=1",
                "event=" + event,
                "inoutstatus=" + side,
                "verifytype=15",
                "index=" + index));
        Collections.shuffle(fields, random);
        buffer.add(String.join("\t", fields));
    }

    int waiting() {
        return buffer.size();
    }

    /** One try to be rid of the oldest. */
    void uploads() {
        List<String> lines =
                buffer.stream().limit(1 + random.nextInt(LINES_MAX)).toList();
        if (lines.isEmpty()) return;
        if (fails()) {
            lost++;
            return;
        }
        if (fails()) send(lines);
        boolean acknowledged = send(lines);
        if (fails()) {
            lost++;
            return;
        }
        if (acknowledged) for (int i = 0; i < lines.size(); i++) buffer.remove();
    }

    private boolean fails() {
        return random.nextInt(100) < faults;
    }

    private boolean send(List<String> lines) {
        sent++;
        String table = access ? "rtlog" : "ATTLOG&Stamp=" + sent;
        Answer answer = client.send(
                "POST",
                "/iclock/cdata?SN=" + serial + "&table=" + table,
                String.join("\r\n", lines) + "\r\n",
                "Content-Type",
                "application/push;charset=UTF-8");
        return answer.status() == 200 && answer.body().equals(access ? "OK" : "OK: " + lines.size());
    }

    /** Whether it is alive, as it asks every few seconds. */
    boolean polls() {
        return client.get("/iclock/getrequest?SN=" + serial).body().equals("OK")
                && client.get("/iclock/ping?SN=" + serial).body().equals("OK");
    }
}
