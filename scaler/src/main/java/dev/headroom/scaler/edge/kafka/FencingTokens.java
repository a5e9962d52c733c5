// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kafka;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.headroom.scaler.ownership.FencingToken;

/** FencingTokens on the wire and within. */
final class FencingTokens {
    private FencingTokens() {}

    static dev.headroom.proto.plan.FencingToken toMessage(FencingToken stamp) {
        return dev.headroom.proto.plan.FencingToken.newBuilder()
                .setOwner(stamp.owner())
                .setEpoch(stamp.epoch())
                .build();
    }

    static FencingToken fromMessage(dev.headroom.proto.plan.FencingToken message) throws UnreadableRecord {
        try {
            return new FencingToken(message.getOwner(), message.getEpoch());
        } catch (IllegalArgumentException e) {
            throw new UnreadableRecord(String.valueOf(e.getMessage()), e);
        }
    }

    static byte[] toBytes(FencingToken stamp) {
        return toMessage(stamp).toByteArray();
    }

    static FencingToken fromBytes(byte[] bytes) throws UnreadableRecord {
        try {
            return fromMessage(dev.headroom.proto.plan.FencingToken.parseFrom(bytes));
        } catch (InvalidProtocolBufferException e) {
            throw new UnreadableRecord("the stamp is not a valid protobuf message", e);
        }
    }
}
