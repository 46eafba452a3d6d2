package io.yizhan.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What every {@link Membership} must do. */
abstract class MembershipContract {
    static final Duration LEASE = Duration.ofSeconds(1);
    private static final int WAITS_MAX = 10_000_000;

    /** Another process's view. */
    abstract Membership membership();

    abstract void passSome();

    abstract void flush() throws Exception;

    @Test
    void showsWhoIsThereInOrderOfIdAndWhatEachSays() throws Exception {
        Membership a = membership();
        Membership b = membership();
        Member second = member("n2", "x");
        Member first = new Member(
                "n1", "y", URI.create("https://h:1/p"), 7, Set.of("sh", "bj"), Map.of("bj", 3L), Set.of("sh"), true);
        a.announce(second);
        b.announce(first);
        assertThat(a.members()).containsExactly(first, second);
        assertThat(b.members()).containsExactly(first, second);
        Member moved = member("n2", "x", Map.of("sh", 9L));
        a.announce(moved);
        assertThat(b.members()).containsExactly(first, moved);
        assertThat(membership().members()).containsExactly(first, moved);
    }

    @Test
    void forgetsWhoIsSilentAndWhoLeaves() throws Exception {
        Membership a = membership();
        Membership b = membership();
        Member loud = member("n2", "x");
        a.announce(member("n1", "x"));
        b.announce(loud);
        until(b, loud, 1);
        a.announce(member("n1", "x"));
        assertThat(b.members()).hasSize(2);
        a.leave();
        assertThat(b.members()).containsExactly(loud);
        assertThat(a.members()).containsExactly(loud);
    }

    @Test
    void refusesAnotherProcessOfAnIdUntilTheFormerIsGone() throws Exception {
        Membership a = membership();
        Membership b = membership();
        Member former = member("n1", "x");
        Member later = member("n1", "xy");
        a.announce(former);
        a.announce(member("n1", "x", Map.of("sh", 1L)));
        assertThatThrownBy(() -> b.announce(later))
                .isInstanceOf(NodeIdTaken.class)
                .hasMessageContaining("n1");
        // Nothing of another process is taken away either.
        b.leave();
        assertThat(a.members()).extracting(Member::incarnation).containsExactly("x");
        a.leave();
        b.announce(later);
        assertThatThrownBy(() -> a.announce(former)).isInstanceOf(NodeIdTaken.class);
        for (int time = 0; time < WAITS_MAX && !b.members().isEmpty(); time++) passSome();
        a.announce(former);
        assertThat(b.members()).containsExactly(former);
    }

    @Test
    void isThereAgainWithTheNextAnnouncementWhenEverythingIsForgotten() throws Exception {
        Membership a = membership();
        Membership b = membership();
        Member first = member("n1", "x");
        Member second = member("n2", "x");
        a.announce(first);
        b.announce(second);
        assertThat(a.members()).hasSize(2);
        flush();
        assertThat(a.members()).isEmpty();
        b.announce(second);
        assertThat(a.members()).containsExactly(second);
        a.announce(first);
        assertThat(a.members()).containsExactly(first, second);
        assertThat(b.members()).containsExactly(first, second);
    }

    @Test
    void tellsTheOthersOfWhatIsNew() throws Exception {
        Membership a = membership();
        Membership b = membership();
        AtomicInteger calls = new AtomicInteger();
        b.onChange(calls::incrementAndGet);
        Member self = member("n1", "x");
        // It may begin to listen a little later.
        for (long epoch = 1; calls.get() == 0 && epoch < WAITS_MAX; epoch++)
            a.announce(member("n1", "x", Map.of("sh", epoch)));
        a.announce(self);
        a.leave();
        awaitMore(calls, () -> a.announce(self));
        awaitMore(calls, a::leave);
    }

    private interface Doing {
        void run() throws Exception;
    }

    private static void awaitMore(AtomicInteger calls, Doing change) throws Exception {
        int before = calls.get();
        change.run();
        await().atMost(Duration.ofSeconds(30)).until(() -> calls.get() > before);
    }

    private void until(Membership who, Member self, int count) throws IOException, NodeIdTaken {
        for (int time = 0; time < WAITS_MAX && who.members().size() != count; time++) {
            who.announce(self);
            passSome();
        }
        assertThat(who.members()).hasSize(count);
    }

    static Member member(String id, String incarnation) {
        return member(id, incarnation, Map.of());
    }

    static Member member(String id, String incarnation, Map<String, Long> owns) {
        return new Member(id, incarnation, URI.create("http://" + id), 1, Set.of("sh"), owns, Set.of(), false);
    }

    static List<String> ids(Membership membership) throws IOException {
        return membership.members().stream().map(Member::id).toList();
    }
}
