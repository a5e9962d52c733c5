/**
 * Virtual time that runs faster than real time and joins it at a given moment.
 *
 * <p>In: a real instant. Out: the virtual one, and back. Never: waiting, chance.
 */
@NullMarked
package dev.headroom.lab.clock;

import org.jspecify.annotations.NullMarked;
