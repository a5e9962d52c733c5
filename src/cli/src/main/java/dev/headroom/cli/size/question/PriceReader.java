// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.size.question;

import dev.headroom.cli.size.question.SizingQuestion.NodePrice;
import dev.headroom.cli.size.question.SizingQuestion.Pay;
import dev.headroom.scaler.document.NumberRange;
import dev.headroom.scaler.document.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the stated prices of a question. */
final class PriceReader {
    private PriceReader() {}

    static SizingQuestion.Prices prices(Section root) {
        List<NodePrice> nodes = new ArrayList<>();
        root.sections("prices").forEach(section -> nodePrice(section).ifPresent(nodes::add));
        List<ManagedOffer> managed = new ArrayList<>();
        root.sections("managed").forEach(section -> managed(section).ifPresent(managed::add));
        return new SizingQuestion.Prices(nodes, managed);
    }

    private static Optional<NodePrice> nodePrice(Section price) {
        price.require("type", "usdPerHour");
        Pay pay = Pay.of(price, "pay").orElse(Pay.ON_DEMAND);
        Optional<Double> usd = price.number("usdPerHour", NumberRange.above(0));
        return price.text("type").flatMap(type -> usd.map(hour -> new NodePrice(type, pay, hour)));
    }

    private static Optional<ManagedOffer> managed(Section offer) {
        offer.require("name");
        boolean byHour = offer.has("usdPerHour") || offer.has("requestsPerSecond");
        boolean byToken = offer.has("inputUsdPerMillion") || offer.has("outputUsdPerMillion");
        if (byHour == byToken) {
            offer.fault(
                    "name",
                    "must have inputUsdPerMillion and outputUsdPerMillion, or usdPerHour and requestsPerSecond");
        } else if (byHour) {
            offer.require("usdPerHour", "requestsPerSecond");
        } else {
            offer.require("inputUsdPerMillion", "outputUsdPerMillion");
        }
        Optional<String> name = offer.text("name");
        Optional<Double> hour = offer.number("usdPerHour", NumberRange.above(0));
        Optional<Double> rate = offer.number("requestsPerSecond", NumberRange.above(0));
        Optional<Double> input = offer.number("inputUsdPerMillion", NumberRange.atLeast(0));
        Optional<Double> output = offer.number("outputUsdPerMillion", NumberRange.above(0));
        return name.flatMap(word -> byHour
                ? hour.flatMap(usd -> rate.map(most -> new ManagedOffer.ByHour(word, usd, most)))
                : input.flatMap(in -> output.map(out -> new ManagedOffer.ByToken(word, in, out))));
    }
}
