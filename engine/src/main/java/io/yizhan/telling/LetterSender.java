package io.yizhan.telling;

import io.vertx.core.Vertx;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.SMTPException;
import io.yizhan.http.desk.AlarmCode;
import io.yizhan.http.desk.Fault;
import io.yizhan.http.head.Language;
import io.yizhan.http.notice.NoticeTexts;
import io.yizhan.http.region.DirectoryIndex;
import io.yizhan.http.region.RegionSources;
import io.yizhan.http.region.ServedRegion;
import io.yizhan.http.region.Whereabouts;
import io.yizhan.notice.Notice;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends letters to members who want them, while this node owns the region. That one is being sent is written before, what became of it after. Who
 * is killed in between does not know whether it went out, and sends it once more under the same Message-ID: rather twice than never, and a
 * mailbox shows it once.
 */
final class LetterSender implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LetterSender.class);
    private static final int AT_ONCE = 50;
    private static final long SENT_MAX_S = 60;
    /** For so long a letter may wait before somebody is to look after it: a mail server that grey-lists lets one wait for some minutes. */
    private static final long WAITING_MS = TimeUnit.MINUTES.toMillis(15);

    private final RegionSources region;
    private final ServedRegion served;
    private final LetterRows rows;
    private final MailClient client;
    private final String from;
    private final TellingMetrics metrics;
    private final InstantSource clock;
    private final Turns turns;
    private volatile LetterRows.Figures figures = new LetterRows.Figures(0, 0);
    /** In whose name was sent last. */
    private long epoch;

    /** @param from the address that letters are from */
    LetterSender(
            Vertx vertx,
            RegionSources region,
            LetterRows rows,
            SmtpServer server,
            String from,
            TellingMetrics metrics,
            InstantSource clock) {
        this.region = region;
        this.rows = rows;
        this.from = from;
        this.metrics = metrics;
        this.clock = clock;
        served = ServedRegion.of(region);
        client = server.client(vertx);
        turns = new Turns("letters", "letters of " + region.region() + " are not sent for now", this::look);
    }

    void begin() {
        turns.begin();
    }

    /** What somebody is to look after, as far as it was known when it was looked for last. Any thread. */
    List<Fault> faults() {
        long sinceMs = figures.oldestMs();
        long waitedMs = clock.millis() - sinceMs;
        if (sinceMs == 0 || waitedMs < WAITING_MS) return List.of();
        String detail =
                figures.waiting() + " letters, the oldest for " + TimeUnit.MILLISECONDS.toMinutes(waitedMs) + " min";
        return List.of(new Fault(AlarmCode.LETTERS_WAIT, detail));
    }

    private void look() throws SQLException, InterruptedException {
        if (!isHere()) return;
        long now = region.feed().ownership().epoch();
        if (now != epoch) rows.again(now);
        epoch = now;
        for (LetterRows.Letter letter : rows.due(clock.millis(), AT_ONCE)) {
            if (!isHere() || !rows.sending(letter.no(), epoch)) return;
            send(letter);
        }
        figures = rows.figures();
        metrics.letters(figures);
    }

    private boolean isHere() {
        return region.whereabouts().get() instanceof Whereabouts.Here;
    }

    private void send(LetterRows.Letter letter) throws SQLException, InterruptedException {
        long nowMs = clock.millis();
        if (letter.email().isEmpty()) {
            rows.giveUp(letter.no(), nowMs, "no address any more", epoch);
            return;
        }
        Refusal refusal = refused(message(letter));
        if (refusal == null) {
            metrics.letterSent();
            rows.sent(letter.no(), clock.millis(), epoch);
        } else if (refusal.forGood || nowMs - letter.createdMs() >= RetryPauses.GIVEN_UP_AFTER_MS) {
            metrics.letterGivenUp();
            LOG.warn("a letter to a member of {} is given up: {}", region.region(), refusal.why);
            rows.giveUp(letter.no(), nowMs, refusal.why, epoch);
        } else {
            metrics.letterRefused();
            rows.later(letter.no(), nowMs + RetryPauses.afterMs(letter.attempts()), refusal.why, epoch);
        }
    }

    private MailMessage message(LetterRows.Letter letter) {
        Notice notice = letter.notice();
        Language language = Language.ofTag(letter.language());
        DirectoryIndex index = served.directories().of(region.directory().get());
        String text = NoticeTexts.of(language, notice, index);
        MailMessage message = new MailMessage()
                .setFrom(from)
                .setTo(letter.email())
                .setSubject(NoticeTexts.subject(language, notice.kind()))
                .setText(text + "\n\n-- \n" + NoticeTexts.footer(language) + "\n");
        // What no person has written: nobody is to answer by a machine (RFC 3834).
        return message.addHeader("Message-ID", id(letter.no()))
                .addHeader("Auto-Submitted", "auto-generated")
                .addHeader("Content-Language", language.tag);
    }

    private String id(long no) {
        return "<n-" + no + "." + region.region() + from.substring(from.indexOf('@')) + ">";
    }

    /** @param forGood whether it is no use to try again */
    private record Refusal(String why, boolean forGood) {}

    private @Nullable Refusal refused(MailMessage message) throws InterruptedException {
        try {
            client.sendMail(message).toCompletionStage().toCompletableFuture().get(SENT_MAX_S, TimeUnit.SECONDS);
            return null;
        } catch (TimeoutException late) {
            return new Refusal("no answer in time", false);
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause();
            // 5.1.x and 5.5.x: it is of the address. Whatever else a server has against us, somebody may mend.
            boolean forGood = cause instanceof SMTPException answer
                    && answer.isPermanent()
                    && (answer.getReplyCode() == 550 || answer.getReplyCode() == 553);
            return new Refusal(cause == null ? "no connection" : String.valueOf(cause.getMessage()), forGood);
        }
    }

    @Override
    public void close() {
        turns.close();
        client.close();
    }
}
