package io.yizhan.catalogue;

import io.yizhan.core.DrawTerms;
import io.yizhan.core.Term;
import io.yizhan.core.Terms;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/** Reads one policy: its numbers, and from when who can book. What contradicts itself is a problem. */
final class PolicyReader {
    private final Fields fields;
    private final Problems problems;

    PolicyReader(Fields fields, Problems problems) {
        this.fields = fields;
        this.problems = problems;
    }

    Policy policy(String id) {
        Terms terms = PolicyNumber.read(fields);
        Release release = new Release(fields.integer("releaseDaysAhead", 0, Horizon.DAYS_MAX), time("releaseAt", null));
        Policy policy = new Policy(id, terms, release, neighbours(release), draw());
        Node until = fields.optional("hostShareUntilMin");
        if (until != null && terms.get(Term.HOST_SHARE_PERCENT) == 0)
            problems.add(until, "says until when the host's share is kept, but there is no \"hostSharePercent\"");
        Node by = fields.optional("checkInByMin");
        if (by != null && -terms.get(Term.CHECK_IN_BY_MS) >= terms.get(Term.CHECK_IN_FROM_MS))
            problems.add(
                    by,
                    "leaves nobody time to come: they can check in from " + PolicyNumber.CHECK_IN_FROM.shown(terms)
                            + " min before the start");
        return policy;
    }

    private @Nullable DrawPolicy draw() {
        Node node = fields.optional("draw");
        Fields draw = node == null ? null : Fields.of(node, problems);
        if (draw == null) return null;
        Node source = draw.optional("source");
        DrawPolicy policy = new DrawPolicy(
                draw.integer("windowMin", 1, DrawPolicy.WINDOW_MIN_MAX),
                draw.optionalInteger("weightMax", 1, DrawTerms.WEIGHT_MAX, 1),
                draw.optionalInteger("revealMin", 0, DrawPolicy.WINDOW_MIN_MAX, 0),
                source == null
                        ? ""
                        : draw.string(
                                source,
                                DrawPolicy::isSource,
                                "1 to " + DrawPolicy.SOURCE_CHARS_MAX + " characters on one line"));
        if (source != null && policy.revealMin() == 0)
            problems.add(source, "needs \"revealMin\": the outside source speaks so long after the close");
        return policy;
    }

    private Release neighbours(Release release) {
        Node daysAhead = fields.optional("neighboursDaysAhead");
        Node at = fields.optional("neighboursAt");
        if (daysAhead == null) {
            if (at != null) problems.add(at, "needs \"neighboursDaysAhead\" beside it");
            return release;
        }
        Release neighbours = new Release(
                fields.integer("neighboursDaysAhead", 0, Horizon.DAYS_MAX), time("neighboursAt", release.at()));
        if (neighbours.daysAhead() == Fields.NONE || release.daysAhead() == Fields.NONE) return release;
        if (neighbours.minOfDay() >= release.minOfDay()) return neighbours;
        problems.add(daysAhead, "lets neighbours book before the host's staff, who can from \"releaseDaysAhead\" on");
        return release;
    }

    /** @param absent null where it is required */
    private LocalTime time(String name, @Nullable LocalTime absent) {
        Node node = absent == null ? fields.required(name) : fields.optional(name);
        if (node == null) return absent == null ? LocalTime.MIDNIGHT : absent;
        String text = fields.string(
                node,
                time -> Notation.time(time) >= 0 && Notation.time(time) < Notation.DAY_MIN,
                "a local time such as 06:30");
        return text.isEmpty() ? LocalTime.MIDNIGHT : LocalTime.ofSecondOfDay(Notation.time(text) * 60L);
    }

    /** Of something whose first slot starts too early for everybody to book it. */
    static String neverBookable(Policy policy) {
        return "can't be booked by everybody: policy \"" + policy.id() + "\" releases it "
                + policy.neighbours().daysAhead() + " days ahead at "
                + policy.neighbours().at()
                + " and closes booking " + PolicyNumber.BOOKING_CUTOFF.shown(policy.terms()) + " min before its start";
    }
}
