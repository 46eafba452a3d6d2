package io.yizhan.rows;

import io.vertx.sqlclient.Tuple;
import io.yizhan.core.Books;
import io.yizhan.core.Event.OperatorActed;
import io.yizhan.core.OperatorAct;
import io.yizhan.journal.record.AuditEntry;
import io.yizhan.rows.RowStatement.Owner;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What operators have changed: a row each, by the number of its event. The books need to know the last catalogue that one tells of. */
final class OperatorActRows implements RowPart {
    private static final String INSERT = """
            insert into operator_act
              (region, seq, at_ms, target, act, actor, subject, stations, reason, before, after)
            select $1::text, seq, at_ms, target, act, actor, nullif(subject, ''), stations::int[], nullif(reason, ''), nullif(before, ''),
              nullif(after, '')
            from unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::int[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[],
              $11::text[]) as a (seq, at_ms, target, act, actor, subject, stations, reason, before, after)
            """;

    private static final String LOAD = "select coalesce(max(target), 0) from operator_act where region = ? and act = "
            + OperatorAct.REPLACE_CATALOGUE.code();

    /** By number. */
    final Map<Long, OperatorActed> acts = new TreeMap<>();

    int take(OperatorActed event, long seq) {
        acts.put(seq, event);
        return 1;
    }

    @Override
    public List<RowStatement> statements() {
        return List.of(new RowStatement(INSERT, this::inserted));
    }

    private @Nullable Tuple inserted(Owner owner) {
        int count = acts.size();
        if (count == 0) return null;
        var atMs = new Long[count];
        var targets = new Long[count];
        var codes = new Integer[count];
        var actors = new String[count];
        var subjects = new String[count];
        var stations = new String[count];
        var reasons = new String[count];
        var before = new String[count];
        var after = new String[count];
        int row = 0;
        for (OperatorActed act : acts.values()) {
            atMs[row] = act.atMs();
            targets[row] = act.target();
            codes[row] = act.act().code();
            actors[row] = AuditEntry.storable(act.actor());
            subjects[row] = AuditEntry.storable(act.member());
            stations[row] = Arrays.toString(act.stations()).replace('[', '{').replace(']', '}');
            reasons[row] = AuditEntry.storable(act.reason());
            before[row] = AuditEntry.storable(act.before());
            after[row] = AuditEntry.storable(act.after());
            row++;
        }
        return Tuple.of(owner.region(), acts.keySet().toArray(Long[]::new), atMs, targets, codes, actors)
                .addArrayOfString(subjects)
                .addArrayOfString(stations)
                .addArrayOfString(reasons)
                .addArrayOfString(before)
                .addArrayOfString(after);
    }

    @Override
    public void load(RowReader rows, LocalDays days, Books books) throws SQLException {
        rows.each(LOAD, row -> books.catalogueSaid(row.getLong(1)));
    }
}
