// SPDX-License-Identifier: Apache-2.0
/** What the scenarios measured, as a table. */
@NullMarked
package dev.headroom.e2e.report;

import org.jspecify.annotations.NullMarked;
