package io.yizhan.http.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.core.Refusal;
import io.yizhan.http.head.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class MessagesTest {
    @Test
    void bothLanguagesHaveTheSameTextsWithTheSamePlaceholders() {
        ResourceBundle zh = Messages.bundle(Language.ZH);
        ResourceBundle en = Messages.bundle(Language.EN);
        Set<String> expected = new TreeSet<>();
        for (ProblemCode code : ProblemCode.values()) {
            expected.add(code.code + ".title");
            expected.add(code.code + ".detail");
        }
        for (Refusal.Quota rule : Refusal.Quota.values()) expected.add("quota-exceeded." + rule + ".detail");
        for (Refusal.Eligibility rule : Refusal.Eligibility.values()) expected.add("not-eligible." + rule + ".detail");
        for (Refusal.DrawPartUnfit.Why why : Refusal.DrawPartUnfit.Why.values())
            expected.add("draw-part-unfit." + why + ".detail");
        expected.add("not-eligible.HOST_SHARE.never.detail");
        expected.add("wrong-state.WAITLISTED.detail");
        expected.add("slot-unknown.later.detail");
        expected.add("party-unfit.exactly.detail");
        expected.add("slot-closed.closure.detail");
        expected.add("slot-closed.cutoff.detail");

        assertThat(new TreeSet<>(zh.keySet())).isEqualTo(expected);
        assertThat(new TreeSet<>(en.keySet())).isEqualTo(expected);
        for (String key : expected) {
            assertThat(placeholders(zh.getString(key))).as(key).isEqualTo(placeholders(en.getString(key)));
            assertThat(zh.getString(key)).as(key).isNotEqualTo(en.getString(key));
        }
    }

    private static List<Integer> placeholders(String text) {
        List<Integer> numbers = new ArrayList<>();
        for (int number : Messages.Template.of(text).numbers()) numbers.add(number);
        numbers.sort(null);
        return numbers;
    }
}
