// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kafka;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.headroom.scaler.ownership.Stamp;

/** Stamps on the wire and within. */
final class Stamps {
    private Stamps() {}

    static dev.headroom.proto.plan.Stamp toMessage(Stamp stamp) {
        return dev.headroom.proto.plan.Stamp.newBuilder()
                .setOwner(stamp.owner())
                .setEpoch(stamp.epoch())
                .build();
    }

    static Stamp fromMessage(dev.headroom.proto.plan.Stamp message) throws UnreadableRecord {
        try {
            return new Stamp(message.getOwner(), message.getEpoch());
        } catch (IllegalArgumentException e) {
            throw new UnreadableRecord(String.valueOf(e.getMessage()), e);
        }
    }

    static byte[] toBytes(Stamp stamp) {
        return toMessage(stamp).toByteArray();
    }

    static Stamp fromBytes(byte[] bytes) throws UnreadableRecord {
        try {
            return fromMessage(dev.headroom.proto.plan.Stamp.parseFrom(bytes));
        } catch (InvalidProtocolBufferException e) {
            throw new UnreadableRecord("the stamp is not a valid protobuf message", e);
        }
    }
}
