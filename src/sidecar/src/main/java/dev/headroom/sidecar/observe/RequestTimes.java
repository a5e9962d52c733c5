// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.observe;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The times of a request. One reading of the wall clock, at the arrival, and monotonic time from there.
 *
 * @param arrival of the head of the request
 * @param event when the reported event happened; not before the arrival
 * @param endToEnd arrival to the last byte of the answer, or to where it was given up; empty before
 * @param firstToken arrival to the first byte of the first event with content; empty unless the answer is a stream
 */
public record RequestTimes(
        Instant arrival, Instant event, Optional<Duration> endToEnd, Optional<Duration> firstToken) {}
