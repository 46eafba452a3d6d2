package io.yizhan.http.gate;

import io.yizhan.core.GateCommand;
import io.yizhan.core.Outcome;
import io.yizhan.http.exchange.Commands;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.gate.ShownPasses.Shown;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * One body of gate events on its way to the writer. Whose the passes are that the gate has read is looked up first. Where they are more than one
 * command may have, it is several, one after the other: what was carried out of them is not done again when the gate, refused the rest,
 * sends all of it once more. Of one event loop.
 */
final class GateReport {
    private static final long[] NONE = {};
    private static final Shown NO_PASSES = new Shown(NONE, new int[0]);

    private final Commands commands;
    private final ShownPasses passes;
    private final Exchange exchange;
    private final String gate;
    private final int stationNo;
    private final GateEventsRequest events;
    private int accepted;
    private int duplicates;
    private int odd;

    GateReport(
            Commands commands,
            ShownPasses passes,
            Exchange exchange,
            String gate,
            int stationNo,
            GateEventsRequest events) {
        this.commands = commands;
        this.passes = passes;
        this.exchange = exchange;
        this.gate = gate;
        this.stationNo = stationNo;
        this.events = events;
    }

    void submit(Consumer<Outcome.GateReceipt> then) {
        submit(0, then);
    }

    private void submit(int from, Consumer<Outcome.GateReceipt> then) {
        String[] shown = new String[events.seqs().length - from];
        int count = 0;
        int to = from;
        for (; to < events.seqs().length; to++) {
            String credential = events.credentials()[to];
            boolean pass = passes.hasForm(credential);
            if (pass && count++ == GateCommand.GATE_PASSES_MAX) break;
            shown[to - from] = pass ? credential : "";
        }
        int end = to;
        if (count == 0) send(from, end, NO_PASSES, then);
        else
            passes.reservations(exchange, Arrays.copyOf(shown, end - from), known -> {
                exchange.loop().shared.metrics().gatePassesUnknown(unknown(shown, known.reservations()));
                send(from, end, known, then);
            });
    }

    /** Forged ones, and other cities': they are credentials as any others. */
    private static int unknown(String[] shown, long[] reservations) {
        int unknown = 0;
        for (int i = 0; i < reservations.length; i++) if (!shown[i].isEmpty() && reservations[i] == 0) unknown++;
        return unknown;
    }

    private void send(int from, int to, Shown known, Consumer<Outcome.GateReceipt> then) {
        boolean last = to == events.seqs().length;
        GateCommand.RecordGateEvents command = new GateCommand.RecordGateEvents(
                gate,
                events.boot(),
                stationNo,
                exchange.directory().venueNoOfGate(gate),
                Arrays.copyOfRange(events.seqs(), from, to),
                Arrays.copyOfRange(events.atMs(), from, to),
                Arrays.copyOfRange(events.in(), from, to),
                Arrays.copyOfRange(events.credentials(), from, to),
                // Both count from the highest number that came.
                last ? events.spoilt() : NONE,
                last ? events.forget() : NONE,
                known.reservations(),
                known.companions());
        commands.submit(exchange, command, receipt -> {
            accepted += receipt.accepted();
            duplicates += receipt.duplicates();
            odd += receipt.odd();
            if (!last) {
                submit(to, then);
                return;
            }
            if (odd > 0) exchange.loop().shared.metrics().visitsOdd(odd);
            then.accept(new Outcome.GateReceipt(receipt.through(), accepted, duplicates, receipt.missing()));
        });
    }
}
