package io.yizhan.equipment;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.equipment.SettledWords.Word;
import org.junit.jupiter.api.Test;

class SettledWordsTest {
    private static final long AFTER_MS = SettledWords.BELIEVED_AFTER_MS;

    private final SettledWords words = new SettledWords();

    @Test
    void believesWhatIsSaidForLongEnough() {
        assertThat(words.take("m", MachineState.OUT_OF_ORDER, 0)).isEqualTo(Word.UNSURE);
        assertThat(words.take("m", MachineState.OUT_OF_ORDER, AFTER_MS - 1)).isEqualTo(Word.UNSURE);
        assertThat(words.take("m", MachineState.OUT_OF_ORDER, AFTER_MS)).isEqualTo(Word.OUT_OF_ORDER);
        assertThat(words.take("other", MachineState.OUT_OF_ORDER, AFTER_MS)).isEqualTo(Word.UNSURE);
    }

    @Test
    void aWordInBetweenBeginsAnew() {
        words.take("m", MachineState.OUT_OF_ORDER, 0);
        words.take("m", MachineState.AVAILABLE, AFTER_MS / 2);
        assertThat(words.take("m", MachineState.OUT_OF_ORDER, AFTER_MS)).isEqualTo(Word.UNSURE);
    }

    @Test
    void isWellInUseOrNot() {
        words.take("m", MachineState.AVAILABLE, 0);
        assertThat(words.take("m", MachineState.IN_USE, AFTER_MS)).isEqualTo(Word.IN_ORDER);
    }

    @Test
    void silenceSaysNothingHoweverLong() {
        words.take("m", MachineState.OFFLINE, 0);
        assertThat(words.take("m", MachineState.OFFLINE, 2 * AFTER_MS)).isEqualTo(Word.UNSURE);
        assertThat(words.take("m", MachineState.AVAILABLE, 2 * AFTER_MS)).isEqualTo(Word.UNSURE);
    }

    @Test
    void whatIsForgottenCountsAnew() {
        words.take("m", MachineState.OUT_OF_ORDER, 0);
        words.forget("m");
        assertThat(words.take("m", MachineState.OUT_OF_ORDER, AFTER_MS)).isEqualTo(Word.UNSURE);
        assertThat(words.take("m", MachineState.OUT_OF_ORDER, 2 * AFTER_MS)).isEqualTo(Word.OUT_OF_ORDER);
    }
}
