// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.proxy;

/** Sizes that both sides have in common. */
final class Limits {
    /** Fields of a head altogether; as much as the most generous of servers. */
    static final int HEAD_BYTES = 64 << 10;

    /** Request line, status line. */
    static final int LINE_BYTES = 64 << 10;

    /** Of a body, handed on in one piece at most. */
    static final int PIECE_BYTES = 16 << 10;

    /** Of a request's body, kept while there is no connection to the server: mostly all of it. */
    static final int EARLY_BYTES = 16 << 10;

    private Limits() {}
}
