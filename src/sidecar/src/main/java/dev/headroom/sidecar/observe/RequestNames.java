// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.observe;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Names for requests: the client's own id, else one of ours. Clients send one id with all calls of a page, and with each attempt. A
 * repeated id is reported as another attempt, so that each counts as the load that it is. Any thread.
 */
final class RequestNames {
    /** Ids that are remembered: a minute of 70 requests/s, longer than most clients try again; some 500 KiB. */
    private static final int REMEMBERED = 4_096;

    private final String process;
    private final AtomicLong made = new AtomicLong();
    private final Map<String, Integer> attempts = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
            return size() > REMEMBERED;
        }
    };

    /**
     * @param process no two processes have the same, at most 64 characters
     */
    RequestNames(String process) {
        this.process = process;
    }

    RequestName next(Optional<String> sent) {
        Optional<String> usable = sent.filter(RequestName::mayBe);
        if (usable.isEmpty()) {
            return new RequestName(process + "-" + made.incrementAndGet(), 0, 0);
        }
        return new RequestName(usable.get(), attemptOf(usable.get()), 0);
    }

    private synchronized int attemptOf(String id) {
        Integer before = attempts.remove(id);
        int attempt = before == null ? 0 : before + 1;
        attempts.put(id, attempt);
        return attempt;
    }
}
