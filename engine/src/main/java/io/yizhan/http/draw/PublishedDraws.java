package io.yizhan.http.draw;

import io.yizhan.core.DrawCommand;
import io.yizhan.core.DrawEntry;
import io.yizhan.core.DrawOutcome.EntriesFound;
import io.yizhan.core.DrawView;
import io.yizhan.core.Refusal;
import io.yizhan.core.SlotKey;
import io.yizhan.drawn.PastDraws;
import io.yizhan.http.exchange.Blocking;
import io.yizhan.http.exchange.Commands;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.problem.Problem;
import io.yizhan.http.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Draws as far as they are published: those in the books by the writer, and those whose slots have left the books by the rows. Of one event loop.
 */
final class PublishedDraws {
    /** Questions of one event loop that wait for the database at once. */
    private static final int ASKED_MAX = 2;

    private final Commands commands;
    private final PastDraws past;
    private final Blocking questions = new Blocking(ASKED_MAX, ProblemCode.DRAW_UNAVAILABLE);

    PublishedDraws(Commands commands, PastDraws past) {
        this.commands = commands;
        this.past = past;
    }

    /**
     * Calls {@code then} with some entries and their draw, or answers itself.
     *
     * @param after behind this number
     * @param limit at most so many; 0 for the draw alone
     */
    void some(Exchange exchange, long slot, int after, int limit, Consumer<EntriesFound> then) {
        var query = new DrawCommand.ListEntries(slot, after, limit);
        commands.submit(exchange, query, then, refusal -> {
            if (isGone(exchange, slot, refusal)) past(exchange, slot, found -> then.accept(page(found, after, limit)));
            else commands.refused(exchange, refusal);
        });
    }

    private static EntriesFound page(PastDraws.Past found, int after, int limit) {
        List<DrawEntry> all = found.entries();
        int from = Math.min(after, all.size());
        int to = Math.min(all.size(), from + limit);
        return new EntriesFound(found.draw(), all.subList(from, to), to < all.size());
    }

    /** Calls {@code then} with all entries and their draw, as the last page has it; with none before they are fixed. Or answers itself. */
    void all(Exchange exchange, long slot, BiConsumer<DrawView, List<DrawEntry>> then) {
        more(exchange, slot, new ArrayList<>(), then);
    }

    private void more(
            Exchange exchange, long slot, List<DrawEntry> before, BiConsumer<DrawView, List<DrawEntry>> then) {
        Consumer<EntriesFound> next = found -> {
            if (isFixed(found)) before.addAll(found.entries());
            if (isFixed(found) && found.more()) more(exchange, slot, before, then);
            else then.accept(found.draw(), before);
        };
        var query = new DrawCommand.ListEntries(slot, before.size(), EntriesFound.ENTRIES_MAX);
        commands.submit(exchange, query, next, refusal -> {
            if (isGone(exchange, slot, refusal))
                past(exchange, slot, found -> then.accept(found.draw(), found.entries()));
            else commands.refused(exchange, refusal);
        });
    }

    /** Entries are shown once nobody can come any more. */
    static boolean isFixed(EntriesFound found) {
        return !found.draw().digest().isEmpty();
    }

    /** Only what has begun can have left the books. */
    private static boolean isGone(Exchange exchange, long slot, Refusal refusal) {
        return refusal instanceof Refusal.DrawUnknown && SlotKey.startMs(slot) < exchange.nowMs();
    }

    private void past(Exchange exchange, long slot, Consumer<PastDraws.Past> then) {
        String region = exchange.directory().city().id();
        questions.ask(exchange, () -> past.find(region, slot), found -> {
            if (found.isPresent()) then.accept(found.get());
            else exchange.problem(Problem.of(ProblemCode.DRAW_UNKNOWN));
        });
    }
}
