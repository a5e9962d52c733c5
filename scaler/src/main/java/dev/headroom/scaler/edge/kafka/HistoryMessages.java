// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kafka;

import dev.headroom.proto.plan.HistoryRecord;
import dev.headroom.scaler.history.DayOfRates;
import dev.headroom.scaler.ownership.FencingToken;
import java.time.LocalDate;

/** Days of rates on the wire and within. */
final class HistoryMessages {
    private HistoryMessages() {}

    static HistoryRecord toMessage(DayOfRates day, FencingToken stamp) {
        HistoryRecord.Builder record = HistoryRecord.newBuilder().setStamp(FencingTokens.toMessage(stamp));
        for (int minute = 0; minute < DayOfRates.MINUTES; minute++) {
            if (day.at(minute).isPresent()) {
                record.addMinute(minute).addPerSecond((float) day.at(minute).getAsDouble());
            }
        }
        return record.build();
    }

    static DayOfRates fromMessage(LocalDate day, HistoryRecord record) throws UnreadableRecord {
        if (record.getMinuteCount() != record.getPerSecondCount()) {
            throw new UnreadableRecord("a history needs as many minutes as rates, had " + record.getMinuteCount()
                    + " and " + record.getPerSecondCount());
        }
        try {
            DayOfRates.Builder rates = DayOfRates.builder(day);
            for (int i = 0; i < record.getMinuteCount(); i++) {
                rates.put(record.getMinute(i), record.getPerSecond(i));
            }
            return rates.build();
        } catch (IllegalArgumentException e) {
            throw new UnreadableRecord(String.valueOf(e.getMessage()), e);
        }
    }
}
