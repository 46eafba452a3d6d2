package io.yizhan.doctor;

import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the doctor found, as people read it: a heading and what is so, and at the end what is wrong and what was not looked at. */
public final class DoctorReport {
    private final PrintStream out;
    private final List<String> wrong = new ArrayList<>();
    private final List<String> unread = new ArrayList<>();

    public DoctorReport(PrintStream out) {
        this.out = out;
    }

    void heading(String text) {
        out.println(text);
    }

    void says(String text) {
        out.println("  " + text);
    }

    public void wrong(String text) {
        wrong.add(text);
        out.println("  WRONG: " + text);
    }

    void wrong(List<String> texts) {
        texts.forEach(this::wrong);
    }

    void unread(String text) {
        unread.add(text);
        out.println("  NOT READ: " + text);
    }

    /** The last words. True where nothing is wrong. */
    public boolean end() {
        out.println();
        if (wrong.isEmpty()) out.println(unread.isEmpty() ? "Nothing is wrong." : "Nothing is wrong in what was read.");
        else out.println(wrong.size() + (wrong.size() == 1 ? " thing is wrong:" : " things are wrong:"));
        for (String text : wrong) out.println("  " + text);
        for (String text : unread) out.println("Not read: " + text);
        out.flush();
        return wrong.isEmpty();
    }

    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }

    static String time(long ms) {
        return Instant.ofEpochMilli(ms).toString();
    }
}
