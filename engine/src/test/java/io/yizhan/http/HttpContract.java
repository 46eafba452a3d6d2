package io.yizhan.http;

import java.net.http.HttpResponse;
import java.util.List;

final class HttpContract {
    private HttpContract() {}

    static void hold(String method, String path, List<String> headers, String body, HttpResponse<String> response) {}
}
