package io.yizhan.equipment.ftms;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.fuzz.Fuzz;
import io.yizhan.fuzz.Mutator;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Frames of 0 to 64 bytes, half of them mutated good ones: read or refused, and merged without more memory than a record takes. */
@Tag("slow")
final class FrameFuzzTest {
    private static final int FRAME_BYTES_MAX = 64;
    private static final int BYTES_MAX = 64 * 1024;
    private static final Characteristic[] KINDS = Characteristic.values();

    @Test
    void readsFramesOrRefusesThem() throws Exception {
        Mutator mutator = new Mutator(new byte[][] {
            hex("0201E204B0049B"),
            hex("FE1F2003EE02881300CEFF1E00640032002C013601F40158020A8C55080758029CFFFA00"),
            hex("008800DC05A0"),
            hex("2000080096005F"),
            hex("00023C96008C"),
            hex("740BC409B400881300FBFF6400F40158020A8C0807"),
            hex("0100")
        });
        FrameMerger merger = new FrameMerger();
        Fuzz.run("frames", BYTES_MAX, random -> {
            byte[] frame = random.nextBoolean() ? clipped(mutator.next(random)) : noise(random);
            Decoded decoded = FrameDecoder.decode(KINDS[random.nextInt(KINDS.length)], frame);
            switch (decoded) {
                case Decoded.Part part -> {
                    boolean more = (frame[0] & 1) == 1;
                    assertThat(part.last()).isNotEqualTo(more);
                    Reading merged = merger.take(part, random.nextInt(20_000));
                    assertThat(merged == null).isEqualTo(more);
                    if (merged != null)
                        assertThat(merged.toString()).startsWith("{").hasSizeLessThan(2_000);
                }
                case Decoded.Changed changed -> assertThat(frame).isNotEmpty();
                case Decoded.Refused refused -> assertThat(refused.fault()).isNotNull();
            }
        });
    }

    private static byte[] clipped(byte[] frame) {
        return frame.length <= FRAME_BYTES_MAX ? frame : Arrays.copyOf(frame, FRAME_BYTES_MAX);
    }

    private static byte[] noise(SplittableRandom random) {
        byte[] frame = new byte[random.nextInt(FRAME_BYTES_MAX + 1)];
        random.nextBytes(frame);
        return frame;
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }
}
