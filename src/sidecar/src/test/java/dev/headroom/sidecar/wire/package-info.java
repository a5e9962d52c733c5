/** Both ends of a proxy as sockets with scripts, and nothing that the proxy uses. */
package dev.headroom.sidecar.wire;
