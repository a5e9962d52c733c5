/** Calls of a running service over HTTP. In: its address. Out: text. Never: reading the text. */
@NullMarked
package dev.headroom.cli.http;

import org.jspecify.annotations.NullMarked;
