package io.yizhan.http.iclock;

import io.yizhan.core.GateCommand;
import io.yizhan.core.Refusal;
import io.yizhan.http.exchange.Commands;
import io.yizhan.http.exchange.Exchange;
import java.util.List;

/**
 * The commands of one upload, one after the other, and the answer when all of them are durable. Whatever was recorded before one is refused
 * counts once when the device sends all of it again. Of one event loop.
 */
final class Upload {
    private final Commands commands;
    private final Exchange exchange;
    private final List<GateCommand.RecordGateEvents> asked;
    private final Runnable durable;
    private int next;

    Upload(Commands commands, Exchange exchange, List<GateCommand.RecordGateEvents> asked, Runnable durable) {
        this.commands = commands;
        this.exchange = exchange;
        this.asked = asked;
        this.durable = durable;
    }

    void go() {
        if (next == asked.size()) {
            durable.run();
            return;
        }
        GateCommand.RecordGateEvents command = asked.get(next++);
        commands.submit(exchange, command, receipt -> go(), refusal -> {
            if (!gaveUp(command, refusal)) commands.refused(exchange, refusal);
        });
    }

    /** Numbers that are hashes leave gaps: more of them in an hour than the books remember is a device gone wild, whose gaps nobody fills. */
    private boolean gaveUp(GateCommand.RecordGateEvents command, Refusal refusal) {
        if (!(refusal instanceof Refusal.GateGapsExceeded)) return false;
        commands.submit(
                exchange,
                new GateCommand.RecordGateEvents(
                        command.gate(),
                        command.boot(),
                        command.stationNo(),
                        command.venueNo(),
                        command.seqs(),
                        command.atMs(),
                        command.in(),
                        command.credentials(),
                        command.spoilt(),
                        new long[] {1, Long.MAX_VALUE},
                        command.reservations()),
                receipt -> go());
        return true;
    }
}
