/**
 * Measures the service: the {@code headroom bench} command. In: a command line. Out: a report with every figure, and an exit
 * code. Never: the classes of the service, but where planning alone is measured; the rest is measured from outside, as it is shipped.
 */
@NullMarked
package dev.headroom.benchmarks;

import org.jspecify.annotations.NullMarked;
