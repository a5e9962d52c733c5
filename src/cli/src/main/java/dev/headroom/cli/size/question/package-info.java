// SPDX-License-Identifier: Apache-2.0
/**
 * The question of a sizing. In: the text of a {@code sizing.yaml}, or answers on a terminal. Out: users, tokens, promise, model and prices,
 * and the workload model that follows from them. Never: hardware.
 */
@NullMarked
package dev.headroom.cli.size.question;

import org.jspecify.annotations.NullMarked;
