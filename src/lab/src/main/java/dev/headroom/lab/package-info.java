/**
 * What surrounds the service: the {@code headroom} command.
 *
 * <p>In: a command line. Out: an exit code, and at most one sentence about what went wrong. Never: a model of anything.
 */
@NullMarked
package dev.headroom.lab;

import org.jspecify.annotations.NullMarked;
