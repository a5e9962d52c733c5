// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kafka;

import dev.headroom.proto.plan.PostureRecord;
import dev.headroom.scaler.cycle.PostureWish;
import dev.headroom.scaler.slo.Posture;
import java.util.Locale;
import java.util.Optional;

/** Wishes for a posture on the wire and within. */
final class PostureMessages {
    private PostureMessages() {}

    static PostureRecord toMessage(PostureWish wish) {
        PostureRecord.Builder record = PostureRecord.newBuilder().setHeardAt(Moments.of(wish.heardAt()));
        wish.posture().ifPresent(posture -> record.setPosture(word(posture)));
        return record.build();
    }

    static PostureWish fromMessage(SharedKey.OfPosture key, PostureRecord record) throws UnreadableRecord {
        if (!record.hasHeardAt()) {
            throw new UnreadableRecord("a posture has the instant it was heard at");
        }
        try {
            return new PostureWish(
                    key.workload(), key.scaledObject(), posture(record), Moments.of(record.getHeardAt()));
        } catch (java.time.DateTimeException | ArithmeticException e) {
            throw new UnreadableRecord(String.valueOf(e.getMessage()), e);
        }
    }

    /** A posture that this version does not know leaves the policy's own. */
    private static Optional<Posture> posture(PostureRecord record) {
        for (Posture posture : Posture.values()) {
            if (record.hasPosture() && word(posture).equals(record.getPosture())) {
                return Optional.of(posture);
            }
        }
        return Optional.empty();
    }

    private static String word(Posture posture) {
        return posture.name().toLowerCase(Locale.ROOT);
    }
}
