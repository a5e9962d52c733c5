/**
 * Forwards requests and answers as they are. In: connections of clients, the address of the server. Out: the same bytes, and observations
 * for onlookers. Never: waiting for anything but client and server, or keeping more of a body than a few pieces.
 */
@NullMarked
package dev.headroom.sidecar.proxy;

import org.jspecify.annotations.NullMarked;
