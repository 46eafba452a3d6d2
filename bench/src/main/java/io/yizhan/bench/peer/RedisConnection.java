package io.yizhan.bench.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * A connection to Redis as bare as can be, so that nothing but Redis is measured: commands are written one after another, flushed when the
 * sender wants, and the answers come in the same order. One thread may send while another one reads.
 */
final class RedisConnection implements AutoCloseable {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final Socket socket;
    private final OutputStream out;
    private final InputStream in;

    RedisConnection(InetSocketAddress address) throws IOException {
        socket = new Socket(address.getAddress(), address.getPort());
        socket.setTcpNoDelay(true);
        out = new BufferedOutputStream(socket.getOutputStream(), BUFFER_BYTES);
        in = new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES);
    }

    void send(String... words) throws IOException {
        number('*', words.length);
        for (String word : words) {
            byte[] bytes = word.getBytes(UTF_8);
            number('$', bytes.length);
            out.write(bytes);
            end();
        }
    }

    private void number(char type, int value) throws IOException {
        out.write(type);
        out.write(Integer.toString(value).getBytes(UTF_8));
        end();
    }

    private void end() throws IOException {
        out.write('\r');
        out.write('\n');
    }

    void flush() throws IOException {
        out.flush();
    }

    /** Whether there are answers that can be read without waiting. */
    boolean hasMore() throws IOException {
        return in.available() > 0;
    }

    /**
     * The next answer: a number, a status or a text. No lists.
     *
     * @throws IOException it is an error, or the connection is gone
     */
    String read() throws IOException {
        int type = in.read();
        String line = line();
        return switch (type) {
            case ':', '+' -> line;
            case '$' -> text(Integer.parseInt(line));
            default -> throw new IOException("Redis answers " + (char) type + line);
        };
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\r'; next = in.read()) {
            if (next < 0) throw new EOFException("Redis closed the connection");
            line.append((char) next);
        }
        in.read();
        return line.toString();
    }

    private String text(int length) throws IOException {
        if (length < 0) return "";
        byte[] bytes = in.readNBytes(length);
        in.skipNBytes(2);
        return new String(bytes, UTF_8);
    }

    String call(String... words) throws IOException {
        send(words);
        flush();
        return read();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
