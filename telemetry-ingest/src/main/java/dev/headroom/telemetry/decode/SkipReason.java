// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

/** Why something in a record did not become an observation. */
public enum SkipReason {
    /** The record has no value: a tombstone. */
    NO_VALUE,
    /** The bytes are not of the format. */
    UNDECODABLE,
    /** The event says that it follows another version of the schema. */
    UNKNOWN_SCHEMA_VERSION,
    /** What identifies or dates the request is missing. */
    MISSING_FIELD,
    /** A span about something else than a request; expected beside requests, and no loss. */
    OTHER_SPAN
}
