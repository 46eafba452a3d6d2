package io.yizhan.http.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.HearsErrors;
import io.yizhan.http.HttpClient.Answer;
import io.yizhan.http.HttpEngine;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The page at {@code /start}. */
@Tag("server")
@Timeout(60)
@HearsErrors
class StartPageTest {
    @TempDir
    Path folder;

    /** Its example, pasted into a shell as it stands. */
    @Test
    void hasAnExampleThatWorksWhenItIsPasted() throws Exception {
        try (HttpEngine engine = new HttpEngine()) {
            Answer page = engine.client.get("/start");
            assertThat(page.header("content-type")).isEqualTo("text/html; charset=utf-8");
            Path pasted = Files.writeString(folder.resolve("pasted"), example(page.body()));
            Process shell = new ProcessBuilder("bash", pasted.toString())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(shell.waitFor()).as(said).isZero();
            assertThat(said).contains("\"state\":\"OPEN\"", "\"state\":\"CONFIRMED\"");
            Matcher booked = Pattern.compile("\"slots\":\\[\"([^\"]+)\"").matcher(said);
            assertThat(booked.find()).isTrue();
            String slot = booked.group(1);
            assertThat(said.substring(said.lastIndexOf("\"id\":\"" + slot))).contains("\"remaining\":0");
        }
    }

    private static String example(String page) {
        return page.substring(page.indexOf("<pre>") + 5, page.indexOf("</pre>")).replace("&amp;", "&");
    }

    @Test
    void takesTheReadersAddressAndNothingElseOfTheRequest() throws IOException {
        try (HttpEngine engine = new HttpEngine()) {
            assertThat(page(engine, "yizhan.localhost:8443")).contains("\nurl=http://yizhan.localhost:8443\n");
            assertThat(page(engine, "yizhan.localhost")).contains("\nurl=http://yizhan.localhost\n");
            for (String strange : new String[] {"a;reboot", "$(reboot)", "<script>", "a'b"})
                assertThat(page(engine, strange + ".localhost")).as(strange).doesNotContain(strange);
        }
    }

    private static String page(HttpEngine engine, String host) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), engine.port());
                BufferedReader answer = new BufferedReader(
                        new java.io.InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            socket.getOutputStream()
                    .write(("GET /start HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            StringBuilder text = new StringBuilder();
            for (String line = answer.readLine(); line != null; line = answer.readLine())
                text.append(line).append('\n');
            return text.toString();
        }
    }
}
