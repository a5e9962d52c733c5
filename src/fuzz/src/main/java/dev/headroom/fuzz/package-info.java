/**
 * What strangers send, made up by a fuzzer that is led by coverage. In: targets, each with good inputs to begin with. Out: a test over
 * all inputs that are kept, for every build; and campaigns, for the profile {@code long}.
 *
 * <p>Never: the fuzzer's own types. It runs as a process of its own, so that no build needs it.
 */
@NullMarked
package dev.headroom.fuzz;

import org.jspecify.annotations.NullMarked;
