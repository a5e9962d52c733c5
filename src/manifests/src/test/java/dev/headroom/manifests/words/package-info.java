/**
 * Checks the wording of all text that an operator reads. In: sources, settings, manifests, pages. Out: sentences that are too long or use a
 * phrase of the word list. Never: spelling, grammar.
 */
@NullMarked
package dev.headroom.manifests.words;

import org.jspecify.annotations.NullMarked;
