// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import java.util.Locale;
import java.util.stream.Stream;

/** Why something in a record became neither an observation nor part of a reading. */
public enum SkipReason {
    /** The record has no value: a tombstone. */
    NO_VALUE,
    /** The record takes more memory when decompressed than one may; it was not looked at. */
    TOO_LARGE,
    /** The process died more than once while it took the record in; it was not looked at again. */
    DEADLY,
    /** The bytes are not of the format. */
    UNDECODABLE,
    /** The event says that it follows another version of the schema. */
    UNKNOWN_SCHEMA_VERSION,
    /** The request's identity or date, or the date of the reading, is missing. */
    MISSING_FIELD,
    /** A span about something else than a request; expected beside requests, and no loss. */
    OTHER_SPAN,
    /** An event or a log entry about something else than a request's beginning or end; expected beside those, and no loss. */
    OTHER_EVENT,
    /** A metric about something other than a server's load, or in a shape that does not show it; expected, and not a loss. */
    OTHER_METRIC,
    /** A counter that reports only the increment since it was last read: one such record lost, and every sum is wrong. */
    NOT_CUMULATIVE,
    /** The Collector tried to scrape a server and could not: its {@code up} was 0. */
    SCRAPE_FAILED;

    /** Why a record has no value: it is a tombstone, or replaces a record that was skipped before it came here. */
    public static SkipReason ofRecordWithoutValue(RecordHeaders headers) {
        return headers.valueOf(RecordHeaders.SKIPPED)
                .flatMap(name -> Stream.of(TOO_LARGE, DEADLY, UNDECODABLE)
                        .filter(reason -> reason.word().equals(name))
                        .findFirst())
                .orElse(NO_VALUE);
    }

    /** As meters, logs and stubs of skipped records write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether something is lost: telemetry that was meant for us and that we could not read. */
    public boolean isLoss() {
        return this != OTHER_SPAN && this != OTHER_EVENT && this != OTHER_METRIC && this != SCRAPE_FAILED;
    }
}
