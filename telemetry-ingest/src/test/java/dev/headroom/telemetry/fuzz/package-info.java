/**
 * Hostile records for every decoder there is. In: good records and a seed. Out: damaged ones, and what decoders may do with them.
 *
 * <p>Never: a decoder that is not listed in {@link dev.headroom.telemetry.fuzz.DecoderSamples}.
 */
package dev.headroom.telemetry.fuzz;
