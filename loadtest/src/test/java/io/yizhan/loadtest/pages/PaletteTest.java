package io.yizhan.loadtest.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.IntBinaryOperator;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

final class PaletteTest {
    private static final int SIDE = 64;

    private static byte[] png(IntBinaryOperator colour) throws IOException {
        BufferedImage picture = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < SIDE; y++) for (int x = 0; x < SIDE; x++) picture.setRGB(x, y, colour.applyAsInt(x, y));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", bytes);
        return bytes.toByteArray();
    }

    private static BufferedImage reduced(byte[] png) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(Palette.reduced(png)));
    }

    @Test
    void leavesFewColoursAsTheyAre() throws IOException {
        IntBinaryOperator colour = (x, y) -> ((x * 4) << 16) | ((y % 4) * 60);
        BufferedImage picture = reduced(png(colour));
        for (int y = 0; y < SIDE; y++)
            for (int x = 0; x < SIDE; x++)
                assertThat(picture.getRGB(x, y) & 0xffffff).isEqualTo(colour.applyAsInt(x, y));
    }

    @Test
    void putsNeighboursInThePlaceOfRareColours() throws IOException {
        // White but for a row of each hue there is.
        IntBinaryOperator colour = (x, y) -> y < 32 ? 0xffffff : 0x204060 + x + (y << 8);
        byte[] png = png(colour);
        byte[] smaller = Palette.reduced(png);
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(smaller));
        assertThat(((IndexColorModel) picture.getColorModel()).getMapSize()).isEqualTo(256);
        assertThat(picture.getRGB(0, 0) & 0xffffff).isEqualTo(0xffffff);
        assertThat(picture.getRGB(63, 63) >> 16 & 255).isEqualTo(0x20);
    }
}
