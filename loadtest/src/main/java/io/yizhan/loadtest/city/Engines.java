package io.yizhan.loadtest.city;

import java.net.URI;
import java.util.List;

/** Engines that share a city: any of them will do. Any thread. */
public record Engines(List<Address> all) {
    /** @param url for instance {@code http://127.0.0.1:8080} */
    public record Address(String url, String mqttHost, int mqttPort) {
        public static Address of(String url, int mqttPort) {
            return new Address(url, URI.create(url).getHost(), mqttPort);
        }
    }

    public static Engines of(String url, int mqttPort) {
        return new Engines(List.of(Address.of(url, mqttPort)));
    }

    /** How one gate goes to them. One thread. */
    static final class Way {
        private final List<Address> all;
        private int at;

        private Way(List<Address> all, int at) {
            this.all = all;
            this.at = at;
        }

        Address here() {
            return all.get(at % all.size());
        }

        /** This one did not answer. */
        void next() {
            at++;
        }
    }

    /** Evenly among them. */
    Way way(int no) {
        return new Way(all, no);
    }
}
