package io.yizhan.drawn;

import io.yizhan.core.DrawEntry;
import io.yizhan.core.DrawResult;
import io.yizhan.core.DrawState;
import io.yizhan.core.DrawTerms;
import io.yizhan.core.DrawView;
import io.yizhan.core.Pseudonym;
import io.yizhan.core.SlotKey;
import io.yizhan.core.draw.DrawLines;
import io.yizhan.core.draw.Sha256;
import io.yizhan.postgres.PostgresUri;
import io.yizhan.postgres.Queries;
import io.yizhan.postgres.RowQuestions;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * By the rows. Each question has a connection of its own: they are some a day. Of a draw all entries are read, since the chain of receipts, which
 * no row has, follows from them.
 */
public final class PostgresPastDraws implements PastDraws {
    private static final String DRAW = """
            select draw_id, round, closes_min, coalesce(reveal_min, 0), weight_max, commitment, source, coalesce(second_commitment, ''),
              coalesce(first_secret, ''), coalesce(second_secret, ''), coalesce(external, ''), digest, lines, withdrawn, carried_out, s.neighbours_min
            from draw d join slot s using (region, venue_no, start_min)
            where region = ? and venue_no = ? and start_min = ? and digest is not null""";

    private static final String ENTRIES = """
            select number, pseudonym_hi, pseudonym_lo, weight, coalesce(rank, 0), coalesce(result, 0) from draw_entry
            where region = ? and venue_no = ? and start_min = ? order by number""";

    private static final long MINUTE_MS = 60_000;

    private final RowQuestions rows;

    public PostgresPastDraws(PostgresUri uri) {
        rows = new RowQuestions(uri, "a draw was not read");
    }

    @Override
    public Optional<Past> find(String region, long slotKey) throws IOException {
        return rows.ask(connection -> find(connection, region, slotKey));
    }

    private static Optional<Past> find(Connection connection, String region, long slotKey) throws SQLException {
        Object[] slot = {region, SlotKey.venueNo(slotKey), SlotKey.startMin(slotKey)};
        List<DrawView> found = Queries.all(connection, DRAW, row -> draw(slotKey, row), slot);
        if (found.isEmpty()) return Optional.empty();
        DrawView draw = found.getFirst();
        List<DrawEntry> entries = Queries.all(connection, ENTRIES, row -> entry(draw, row), slot);
        return Optional.of(new Past(with(draw, entries), entries));
    }

    private static DrawView draw(long slotKey, ResultSet row) throws SQLException {
        Integer[] boxed = (Integer[]) row.getArray(14).getArray();
        int[] withdrawn = new int[boxed.length];
        for (int i = 0; i < boxed.length; i++) withdrawn[i] = boxed[i];
        return new DrawView(
                slotKey,
                new DrawTerms(
                        row.getString(1),
                        row.getInt(2),
                        row.getInt(3),
                        row.getInt(4),
                        row.getInt(5),
                        row.getString(6),
                        row.getString(7)),
                row.getBoolean(15) || row.getInt(13) == 0 ? DrawState.DRAWN : DrawState.CLOSED,
                row.getInt(16) * MINUTE_MS,
                row.getString(8),
                row.getString(9),
                row.getString(10),
                row.getString(11),
                row.getString(12),
                "",
                0,
                row.getInt(13),
                withdrawn);
    }

    private static DrawEntry entry(DrawView draw, ResultSet row) throws SQLException {
        int number = row.getInt(1);
        return new DrawEntry(
                number,
                new Pseudonym(row.getLong(2), row.getLong(3)).hex(),
                row.getInt(4),
                Arrays.binarySearch(draw.withdrawn(), number) >= 0,
                row.getInt(5),
                DrawResult.of(row.getInt(6)));
    }

    /** With what follows from its entries. */
    private static DrawView with(DrawView it, List<DrawEntry> entries) {
        byte[] chain = DrawLines.chainOf(it.terms().drawId());
        for (DrawEntry entry : entries)
            chain = DrawLines.link(chain, DrawLines.line(entry.number(), entry.pseudonym(), entry.weight()));
        return new DrawView(
                it.slotKey(),
                it.terms(),
                it.state(),
                it.opensAtMs(),
                it.secondCommitment(),
                it.firstSecret(),
                it.secondSecret(),
                it.external(),
                it.digest(),
                Sha256.hex(chain),
                entries.size(),
                it.lines(),
                it.withdrawn());
    }
}
