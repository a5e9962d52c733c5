// SPDX-License-Identifier: Apache-2.0
/**
 * Holds sizings against the truth. In: questions about days of the lab. Out: whether the answered fleet keeps the promise there, and
 * how far it is above the fewest replicas that do. Never: an answer of its own.
 */
@NullMarked
package dev.headroom.cli.size.check;

import org.jspecify.annotations.NullMarked;
