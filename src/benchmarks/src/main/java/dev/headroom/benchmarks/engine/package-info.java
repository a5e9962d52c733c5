/**
 * How fast the lab's engine simulator steps. In: an engine, a number of steps. Out: steps a second on one core. Never: the
 * service.
 */
@NullMarked
package dev.headroom.benchmarks.engine;

import org.jspecify.annotations.NullMarked;
