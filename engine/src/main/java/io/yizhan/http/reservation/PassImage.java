package io.yizhan.http.reservation;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitArray;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** A pass as a QR code in black and white, as PNG. Takes milliseconds, so not for event loops. */
final class PassImage {
    /** Six pixels or more a module for the passes that there are; a multiple of eight, as rows of bits want it. */
    private static final int SIDE_PX = 480;

    private static final Map<EncodeHintType, Object> HINTS =
            Map.of(EncodeHintType.ERROR_CORRECTION, ErrorCorrectionLevel.M, EncodeHintType.MARGIN, 4);
    private static final byte WHITE = (byte) 0xff;
    private static final IndexColorModel COLORS =
            new IndexColorModel(1, 2, new byte[] {WHITE, 0}, new byte[] {WHITE, 0}, new byte[] {WHITE, 0});

    private PassImage() {}

    static byte[] of(String pass) {
        try {
            BitMatrix code = new QRCodeWriter().encode(pass, BarcodeFormat.QR_CODE, SIDE_PX, SIDE_PX, HINTS);
            BufferedImage image =
                    new BufferedImage(code.getWidth(), code.getHeight(), BufferedImage.TYPE_BYTE_BINARY, COLORS);
            byte[] bits = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
            int rowBytes = SIDE_PX / Byte.SIZE;
            BitArray row = new BitArray(SIDE_PX);
            for (int y = 0; y < SIDE_PX; y++) {
                row = code.getRow(y, row);
                row.toBytes(0, bits, y * rowBytes, rowBytes);
            }
            ByteArrayOutputStream png = new ByteArrayOutputStream(4_096);
            // In memory: by itself it would use files.
            try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(png)) {
                if (!ImageIO.write(image, "png", out)) throw new IllegalStateException("no writer for PNG");
            }
            return png.toByteArray();
        } catch (WriterException tooLong) {
            throw new IllegalArgumentException("no QR code for a text of " + pass.length(), tooLong);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
    }
}
