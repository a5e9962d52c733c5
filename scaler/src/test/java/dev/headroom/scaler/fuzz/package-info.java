/**
 * Hostile documents and calls. In: whatever a fuzzer makes up. Out: a value, or a refusal that a log, an Event and a caller can hold.
 *
 * <p>Never: a reader that throws.
 */
package dev.headroom.scaler.fuzz;
