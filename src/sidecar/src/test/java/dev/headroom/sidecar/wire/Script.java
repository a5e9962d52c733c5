// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.wire;

import dev.headroom.sidecar.wire.HttpOut.Part;

/**
 * What client and server do in one exchange.
 *
 * @param number names it, on both sides
 * @param method of the request
 * @param request what the client sends
 * @param answer what the server sends
 * @param fault what goes wrong
 * @param faultAt which share of the message has passed when it does
 * @param expectsContinue whether the client waits before it sends its body
 * @param expected what is to be told of it
 */
public record Script(
        int number,
        String method,
        Part request,
        Part answer,
        Fault fault,
        double faultAt,
        boolean expectsContinue,
        Expected expected) {
    /** Field that carries the number. */
    static final String NUMBER = "X-Script";

    /** What goes wrong. */
    public enum Fault {
        NONE,
        CLIENT_LEAVES_WHILE_SENDING,
        CLIENT_LEAVES_WHILE_READING,
        SERVER_LEAVES_WITHOUT_ANSWER,
        SERVER_LEAVES_WHILE_ANSWERING,
        SERVER_RESETS_WHILE_ANSWERING
    }
}
