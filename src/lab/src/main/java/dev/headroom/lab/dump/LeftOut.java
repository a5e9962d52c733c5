// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.dump;

/** Why something in a dump is not a request of its trace. */
public enum LeftOut {
    /** The same event, delivered again. */
    COPY("copies of events"),
    /** It was admitted, and its end is not in the dump: nobody knows its length. */
    UNFINISHED("requests without an end in the dump"),
    /** Its prompt's or its answer's length is not told, or is 0. */
    NO_TOKENS("ended requests without token counts"),
    /** Its counts or its times cannot be. */
    IMPOSSIBLE("impossible requests"),
    /** Another model's than the one asked for. */
    OTHER_MODEL("requests of other models"),
    /** A client tells of it, and servers or gateways tell of requests, too. */
    OF_CLIENTS("requests that clients report, beside those of servers"),
    /** Scrapes of servers. */
    METRICS("records of metrics"),
    /** A tombstone, or bytes of no format that Headroom reads. */
    OTHER_RECORD("records that hold no requests"),
    /** A span about something else than a request, or a span or event without an id or times. */
    NO_REQUEST("spans or events that describe no request");

    private final String words;

    LeftOut(String words) {
        this.words = words;
    }

    /** For a sentence that begins with how many. */
    public String words() {
        return words;
    }
}
