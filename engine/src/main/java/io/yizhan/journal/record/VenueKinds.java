package io.yizhan.journal.record;

import static io.yizhan.journal.record.RecordReader.flag;

import com.fasterxml.jackson.core.JsonGenerator;
import io.yizhan.core.Event.VenueDefined;
import io.yizhan.core.Term;
import io.yizhan.core.Terms;
import io.yizhan.core.VenueTerms;
import io.yizhan.journal.sbe.VenueDefinedDecoder;
import io.yizhan.journal.sbe.VenueDefinedEncoder;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What happens to venues. */
final class VenueKinds {
    private VenueKinds() {}

    static List<EventKind<?>> all() {
        return List.of(new Defined());
    }

    private static final class Defined extends EventKind<VenueDefined> {
        private static final FixedFields FIXED = new FixedFields(VenueDefinedDecoder.class);
        private static final FixedFields TERM = new FixedFields(VenueDefinedDecoder.TermsDecoder.class);
        /** Those that have been told from the first version on. */
        private static final Set<Term> ALWAYS_TOLD = EnumSet.of(Term.HOLD_TTL_MS, Term.CANCEL_CUTOFF_MS);

        private final VenueDefinedEncoder writer = new VenueDefinedEncoder();
        private final VenueDefinedDecoder reader = new VenueDefinedDecoder();

        Defined() {
            super(VenueDefined.class, VenueDefinedDecoder.TEMPLATE_ID);
        }

        @Override
        long variableBytesMax(VenueDefined event) {
            return RecordWriter.textBytesMax(event.terms().kind())
                    + RecordWriter.textBytesMax(event.terms().host())
                    + RecordWriter.textBytesMax(event.terms().group())
                    + (long) Term.values().length * VenueDefinedEncoder.TermsEncoder.sbeBlockLength();
        }

        @Override
        void write(VenueDefined event, RecordWriter to) {
            VenueTerms venue = event.terms();
            to.fixed(writer)
                    .atMs(event.atMs())
                    .venueNo(event.venueNo())
                    .stationNo(venue.stationNo())
                    .holdTtlMs(venue.get(Term.HOLD_TTL_MS))
                    .cancelCutoffMs(venue.get(Term.CANCEL_CUTOFF_MS))
                    .exclusive(RecordWriter.flag(venue.exclusive()))
                    .atOnceMax(venue.get(Term.AT_ONCE_MAX))
                    .withdrawn(RecordWriter.flag(venue.withdrawn()));
            VenueDefinedEncoder.TermsEncoder terms = writer.termsCount(Term.values().length);
            for (Term term : Term.values()) terms.next().code(term.code()).value(venue.get(term));
            to.at(writer.limit());
            to.text(venue.kind());
            to.text(venue.host());
            to.text(venue.group());
        }

        @Override
        VenueDefined read(RecordReader from) throws EventUnreadable {
            VenueDefinedDecoder it = from.fixed(reader, FIXED);
            boolean kept = from.version() >= 3;
            Terms terms = kept ? terms(it, from) : ofFields(it, from.version());
            String kind = kept ? from.text() : "";
            String host = from.version() < 5 ? "" : from.text();
            String group = from.version() < 5 ? "" : from.text();
            boolean withdrawn = from.version() >= 2 && flag(it.withdrawn());
            return new VenueDefined(
                    it.atMs(),
                    it.venueNo(),
                    new VenueTerms(it.stationNo(), kind, host, group, flag(it.exclusive()), terms, withdrawn));
        }

        private static Terms ofFields(VenueDefinedDecoder it, int version) {
            Terms terms =
                    Terms.UNSET.with(Term.HOLD_TTL_MS, it.holdTtlMs()).with(Term.CANCEL_CUTOFF_MS, it.cancelCutoffMs());
            return version < 2 ? terms : terms.with(Term.AT_ONCE_MAX, it.atOnceMax());
        }

        private static Terms terms(VenueDefinedDecoder it, RecordReader from) throws EventUnreadable {
            int count = from.group(TERM, 0);
            VenueDefinedDecoder.TermsDecoder entries = it.terms();
            Terms terms = Terms.UNSET;
            for (int i = 0; i < count; i++) {
                entries.next();
                Term term = Term.ofCode(entries.code());
                if (term == null)
                    throw new EventUnreadable("a term of code " + entries.code()
                            + ", which this program does not know: use one at least as new as wrote it");
                terms = terms.with(term, entries.value());
            }
            from.at(it.limit());
            return terms;
        }

        @Override
        String audit(VenueDefined event) {
            VenueTerms venue = event.terms();
            StringBuilder payload = new StringBuilder()
                    .append("{\"venueNo\":")
                    .append(event.venueNo())
                    .append(",\"stationNo\":")
                    .append(venue.stationNo());
            if (!venue.kind().isEmpty()) payload.append(",\"kind\":").append(AuditEntry.quoted(venue.kind()));
            if (!venue.host().isEmpty()) payload.append(",\"host\":").append(AuditEntry.quoted(venue.host()));
            if (!venue.group().isEmpty()) payload.append(",\"group\":").append(AuditEntry.quoted(venue.group()));
            payload.append(",\"exclusive\":").append(venue.exclusive());
            for (Term term : Term.values()) {
                if (venue.get(term) == term.unset() && !ALWAYS_TOLD.contains(term)) continue;
                payload.append(",\"").append(term.text()).append("\":").append(venue.get(term));
            }
            return payload.append(venue.withdrawn() ? ",\"withdrawn\":true}" : "}")
                    .toString();
        }

        @Override
        void dump(VenueDefined event, JsonGenerator to) throws IOException {
            VenueTerms venue = event.terms();
            to.writeNumberField("venueNo", event.venueNo());
            to.writeNumberField("stationNo", venue.stationNo());
            to.writeStringField("kind", venue.kind());
            to.writeStringField("host", venue.host());
            to.writeStringField("group", venue.group());
            to.writeBooleanField("exclusive", venue.exclusive());
            for (Term term : Term.values()) to.writeNumberField(term.text(), venue.get(term));
            to.writeBooleanField("withdrawn", venue.withdrawn());
        }
    }
}
