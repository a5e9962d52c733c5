/**
 * {@code headroom explain}: logged decisions in people's words, made again, and made otherwise. In: a decision log. Out: sentences
 * or JSON. Never: a planner of its own.
 */
@NullMarked
package dev.headroom.cli.explain;

import org.jspecify.annotations.NullMarked;
