// SPDX-License-Identifier: Apache-2.0
/** The commands that copy telemetry and keep its requests. In: topics or a dump. Out: a file. Never: a consumer group. */
@NullMarked
package dev.headroom.cli.dump;

import org.jspecify.annotations.NullMarked;
