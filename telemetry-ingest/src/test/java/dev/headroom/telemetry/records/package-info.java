/**
 * Records as they come from each source, byte for byte, and the program that makes them.
 *
 * <p>In: nothing. Out: files under {@code records/}, and what they mean. Never: what changes from one run to the next.
 */
package dev.headroom.telemetry.records;
