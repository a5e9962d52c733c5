/**
 * Whether memory, threads and descriptors stay as they are, however long it runs. In: a fleet's traffic over hours. Out: a reading an
 * hour or a minute, and what is said of their trend.
 *
 * <p>Never: a verdict from a single reading.
 */
@NullMarked
package dev.headroom.benchmarks.soak;

import org.jspecify.annotations.NullMarked;
