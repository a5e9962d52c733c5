// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.publish;

/** Outcomes of events. Called on threads of the publisher and of the Kafka client. */
public interface PublishFacts {
    /** The broker has one. */
    void published();

    /** A record was handed to the Kafka client and lost: it could not deliver it in time, or was not allowed to. */
    void lost();
}
