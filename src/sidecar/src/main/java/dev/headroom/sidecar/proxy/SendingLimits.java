// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.proxy;

import java.time.Duration;

/**
 * How long a client may take to send. How long an answer takes is no matter of these: a model may write for many minutes.
 *
 * @param idle a connection without a request is kept so long
 * @param head from the first byte of a head, or the end of the answer before it, to the head's end
 * @param body of each request, while it is read; and a second more for each KiB that has come
 */
public record SendingLimits(Duration idle, Duration head, Duration body) {
    private static final Duration LEAST = Duration.ofMillis(100);
    private static final Duration MOST = Duration.ofHours(1);

    public SendingLimits {
        check("idle-timeout", idle);
        check("head-timeout", head);
        check("body-timeout", body);
    }

    private static void check(String key, Duration value) {
        if (value.compareTo(LEAST) < 0 || value.compareTo(MOST) > 0) {
            throw new IllegalArgumentException(
                    "headroom.sidecar.listen." + key + " must be " + LEAST + " to " + MOST + ", was " + value);
        }
    }
}
