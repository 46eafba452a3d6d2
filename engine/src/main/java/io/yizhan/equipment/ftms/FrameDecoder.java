package io.yizhan.equipment.ftms;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one notification. Of the forms in which its record may be written it is the one that has exactly its length; where several have, the
 * first that has no reserved bit among the flags, else the first. Any bytes are good for an answer, never for an exception.
 */
public final class FrameDecoder {
    private FrameDecoder() {}

    public static Decoded decode(Characteristic characteristic, byte[] frame) {
        if (characteristic == Characteristic.MACHINE_STATUS) return status(frame);
        List<RecordForm> forms = RecordForms.of(characteristic);
        if (!forms.getLast().hasFlags(frame)) return new Decoded.Refused(Decoded.Fault.TOO_SHORT);
        RecordForm form = form(forms, frame);
        if (form == null) return new Decoded.Refused(Decoded.Fault.LENGTH_UNFIT);
        boolean last = (form.flags(frame) & RecordForm.MORE) == 0;
        return new Decoded.Part(characteristic, reading(form, frame), last);
    }

    private static Decoded status(byte[] frame) {
        return frame.length == 0
                ? new Decoded.Refused(Decoded.Fault.TOO_SHORT)
                : new Decoded.Changed(StatusWord.of(frame[0] & 0xFF));
    }

    private static @Nullable RecordForm form(List<RecordForm> forms, byte[] frame) {
        RecordForm first = null;
        for (RecordForm form : forms) {
            if (!form.hasFlags(frame)) continue;
            int flags = form.flags(frame);
            if (form.length(flags) != frame.length) continue;
            if (form.knows(flags)) return form;
            if (first == null) first = form;
        }
        return first;
    }

    private static Reading reading(RecordForm form, byte[] frame) {
        Reading.Builder reading = new Reading.Builder();
        int flags = form.flags(frame);
        int at = form.flags().bytes;
        for (RecordForm.Field field : form.fields()) {
            if (!RecordForm.has(flags, field)) continue;
            reading.put(field.quantity(), field.width().read(frame, at));
            at += field.width().bytes;
        }
        return reading.built();
    }
}
