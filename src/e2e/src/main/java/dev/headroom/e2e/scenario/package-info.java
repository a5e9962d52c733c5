// SPDX-License-Identifier: Apache-2.0
/** What must hold on the real cluster. */
@NullMarked
package dev.headroom.e2e.scenario;

import org.jspecify.annotations.NullMarked;
