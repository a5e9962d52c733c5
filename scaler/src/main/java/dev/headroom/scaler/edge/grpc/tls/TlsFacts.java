// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.grpc.tls;

/** Events of TLS, for the meters; from any thread. */
public interface TlsFacts {
    /** Changed files are in force. */
    void reloaded();

    /** A look at the files found them unusable. */
    void reloadFailed();

    /** A client spoke, and no connection came of it. */
    void handshakeFailed();
}
