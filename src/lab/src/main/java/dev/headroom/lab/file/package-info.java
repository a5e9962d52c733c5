// SPDX-License-Identifier: Apache-2.0
/** Reads files that a person names. In: paths. Out: their lines or rows, or {@code BadInputException}. Never: what the rows mean. */
@NullMarked
package dev.headroom.lab.file;

import org.jspecify.annotations.NullMarked;
