package io.yizhan.telling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.yizhan.core.Event;
import io.yizhan.core.NoticeKind;
import io.yizhan.http.desk.AlarmCode;
import io.yizhan.notice.Contact;
import io.yizhan.notice.PostgresNotices;
import io.yizhan.town.LivelyTown;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Letters to members, from a real database to a real SMTP server. */
@Tag("server")
class LetterSenderTest {
    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
    private ToldTown town;
    private @Nullable LetterSender sender;

    @BeforeEach
    void start() throws Exception {
        server.start();
        town = new ToldTown();
        town.live(40);
    }

    private LetterSender begin(int port) {
        LetterSender begun = new LetterSender(
                town.vertx,
                town.region,
                new LetterRows(town.uri, LivelyTown.ID),
                new SmtpServer("127.0.0.1", port, SmtpServer.Security.NONE, "", ""),
                "news@city.example",
                new TellingMetrics(town.meters, LivelyTown.ID, town.clock),
                town.clock);
        begun.begin();
        sender = begun;
        return begun;
    }

    @AfterEach
    void stop() {
        if (sender != null) sender.close();
        town.close();
        server.stop();
    }

    private void contact(String member, String language, NoticeKind... kinds) throws Exception {
        EnumSet<NoticeKind> wanted = EnumSet.noneOf(NoticeKind.class);
        wanted.addAll(List.of(kinds));
        new PostgresNotices(town.uri)
                .contact(LivelyTown.ID, member, new Contact(member + "@example.org", language, wanted), 1);
    }

    private String member() throws Exception {
        return town.texts(
                        "select member from reservation where state = 1 and not archived and member <> '' order by id")
                .getFirst();
    }

    private long booking(String member) throws Exception {
        return Long.parseLong(
                town.texts("select id::text from reservation where state = 1 and member = '" + member + "' order by id")
                        .getFirst());
    }

    private void cancelFor(String member, String reason) throws Exception {
        town.write(
                List.of(new Event.ReservationCancelled(town.nowMs.get() + 1_000_000_000L, booking(member), 0, reason)));
    }

    private List<String> states() throws Exception {
        return town.texts("select state || ' ' || attempts from letter order by no");
    }

    @Test
    void sendsWhatAMemberWantsInTheirLanguage() throws Exception {
        String member = member();
        contact(member, "zh", NoticeKind.CANCELLED);
        cancelFor(member, "屋顶漏水\r\nBcc: all@example.org");
        begin(server.getSmtp().getPort());
        assertThat(server.waitForIncomingEmail(10_000, 1)).isTrue();
        MimeMessage letter = server.getReceivedMessages()[0];
        assertThat(letter.getSubject()).isEqualTo("您的预约已被取消");
        assertThat(letter.getAllRecipients()).hasSize(1);
        assertThat(letter.getAllRecipients()[0]).hasToString(member + "@example.org");
        assertThat(letter.getFrom()[0]).hasToString("news@city.example");
        assertThat(letter.getHeader("Bcc")).isNull();
        assertThat(letter.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(letter.getMessageID()).matches("<n-[0-9]+\\.tt@city\\.example>");
        assertThat(letter.getContent().toString()).contains("您的预约已被驿站取消", "屋顶漏水", "邮件通知");
        await().untilAsserted(() -> assertThat(states()).containsExactly("2 1"));
        assertThat(server.getReceivedMessages()).hasSize(1);
    }

    /** It is said before and after; who is killed between says it once more, under the same id. */
    @Test
    void sendsOnceMoreWhatAFormerOwnerWasAtUnderTheSameId() throws Exception {
        String member = member();
        contact(member, "en", NoticeKind.CANCELLED);
        cancelFor(member, "leak");
        LetterSender former = begin(server.getSmtp().getPort());
        await().untilAsserted(() -> assertThat(states()).containsExactly("2 1"));
        former.close();
        // As if it had been killed before it could say so.
        town.run("update letter set state = 1, ended_ms = null");
        town.own();
        begin(server.getSmtp().getPort());
        await().untilAsserted(() -> assertThat(states()).containsExactly("2 2"));
        MimeMessage[] letters = server.getReceivedMessages();
        assertThat(letters).hasSize(2);
        assertThat(letters[1].getMessageID()).isEqualTo(letters[0].getMessageID());
        assertThat(letters[0].getSubject()).isEqualTo("Your booking is cancelled");
    }

    @Test
    void waitsForAServerThatIsAway() throws Exception {
        String member = member();
        contact(member, "en", NoticeKind.CANCELLED);
        cancelFor(member, "leak");
        int port = server.getSmtp().getPort();
        server.stop();
        LetterSender waiting = begin(port);
        await().untilAsserted(() -> assertThat(states()).containsExactly("0 1"));
        assertThat(waiting.faults()).isEmpty();
        assertThat(town.texts("select problem from letter").getFirst()).isNotEmpty();
        assertThat(town.texts("select (next_try_ms - " + town.nowMs.get() + ")::text from letter"))
                .containsExactly("5000");
        town.nowMs.addAndGet(1_000_000_000L + TimeUnit.MINUTES.toMillis(16));
        await().untilAsserted(() -> assertThat(waiting.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.code()).isEqualTo(AlarmCode.LETTERS_WAIT);
            assertThat(fault.detail()).isEqualTo("1 letters, the oldest for 16 min");
        }));
        town.nowMs.addAndGet(RetryPauses.GIVEN_UP_AFTER_MS + 2_000_000_000L);
        await().untilAsserted(() -> assertThat(states()).first().asString().startsWith("3 "));
    }

    @Test
    void whoDoesNotWantLettersAnyMoreGetsNone() throws Exception {
        String member = member();
        contact(member, "en", NoticeKind.CANCELLED);
        cancelFor(member, "leak");
        new PostgresNotices(town.uri).contact(LivelyTown.ID, member, null, 2);
        begin(server.getSmtp().getPort());
        await().untilAsserted(() -> assertThat(states()).containsExactly("3 1"));
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    /** Whoever was overtaken and has not heard of it. */
    @Test
    void whoHasLostTheRegionSendsNothing() throws Exception {
        String member = member();
        contact(member, "en", NoticeKind.CANCELLED);
        cancelFor(member, "leak");
        town.run("update region set epoch = epoch + 1");
        begin(server.getSmtp().getPort());
        await().pollDelay(Duration.ofSeconds(2)).until(() -> true);
        assertThat(server.getReceivedMessages()).isEmpty();
        assertThat(states()).containsExactly("0 0");
        // As it would find what its successor is at.
        LetterRows rows = new LetterRows(town.uri, LivelyTown.ID);
        town.run("update letter set state = 1");
        long former = town.region.feed().ownership().epoch();
        long no = Long.parseLong(town.texts("select no::text from letter").getFirst());
        rows.again(former);
        rows.sent(no, 1, former);
        rows.later(no, 2, "x", former);
        rows.giveUp(no, 3, "x", former);
        assertThat(states()).containsExactly("1 0");
    }
}
