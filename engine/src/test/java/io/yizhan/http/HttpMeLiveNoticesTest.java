package io.yizhan.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.yizhan.core.NoticeKind;
import io.yizhan.http.region.DirectoryIndex;
import io.yizhan.notice.Notice;
import java.io.IOException;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What members are told, while they listen. */
class HttpMeLiveNoticesTest extends MeListening {
    private static final Pattern NOTICE = Pattern.compile("event: notification\ndata: .*?\"id\":\"(n-[0-9]+)\"");

    private void tell(String member, long no) {
        long slot = new DirectoryIndex(engine.directory).slotIds.parse(COURT);
        engine.inbox.tell(
                member, new Notice(no, NoticeKind.REMINDER, 7, new long[] {slot}, HttpEngine.START_MS, 0, ""));
    }

    private static List<String> told(LiveReader reader) {
        return NOTICE.matcher(reader.body())
                .results()
                .map((MatchResult it) -> it.group(1))
                .toList();
    }

    private static void hearsOf(LiveReader reader, String... ids) {
        await().untilAsserted(() -> assertThat(told(reader)).containsExactly(ids));
    }

    @Test
    void hearsWhatIsNewAndOnceAndGoesOnWhereItWas() throws IOException {
        tell("m-1", 1);
        String before;
        try (LiveReader reader = open("m-1")) {
            reader.sees("-1\n");
            tell("m-1", 2);
            tell("m-2", 3);
            hearsOf(reader, "n-2");
            tell("m-1", 4);
            hearsOf(reader, "n-2", "n-4");
            before = reader.lastId();
            assertThat(before).endsWith("-4");
        }
        for (int no = 5; no <= 40; no++) tell("m-1", no);
        try (LiveReader again = open("m-1", after(before))) {
            await().untilAsserted(() -> assertThat(told(again)).hasSize(36));
            assertThat(told(again)).doesNotHaveDuplicates().startsWith("n-5").endsWith("n-40");
            assertThat(again.body()).contains("即将开始");
        }
    }

    /** As readers of before had it: then they are told what comes from now on. */
    @Test
    void anIdWithoutANotificationIsGoodAsWell() throws IOException {
        tell("m-1", 1);
        String before;
        try (LiveReader reader = open("m-1")) {
            before = reader.sees("-1\n").lastId();
        }
        String without = before.substring(0, before.lastIndexOf('-'));
        try (LiveReader reader = open("m-1", after(without))) {
            reader.sees("-1\n");
            tell("m-1", 2);
            hearsOf(reader, "n-2");
            assertThat(reader.body()).doesNotContain("reset");
        }
    }

    @Test
    void saysLaterWhatCannotBeReadNow() throws IOException {
        try (LiveReader reader = open("m-1")) {
            reader.sees("-0\n");
            engine.inbox.away = new IOException("away");
            tell("m-1", 1);
            String own = id(client.reserve("m-1", HttpClient.slots(GYM)));
            await().until(() -> !events(reader).isEmpty());
            assertThat(events(reader).getFirst().getString("id")).isEqualTo(own);
            assertThat(told(reader)).isEmpty();
            engine.inbox.away = null;
            hearsOf(reader, "n-1");
        }
    }
}
