// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.size.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.cli.size.question.SizingQuestion.NodePrice;
import dev.headroom.cli.size.question.SizingQuestion.Pay;
import dev.headroom.lab.file.BadInputException;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueReaderTest {
    private static final String SMALL = """
            # date: 2026-07-20
            # region: us-east-1
            # origin: a test
            instance_type,family,accelerator,count,memory_gib,bandwidth_gb_per_s,bf16_tflops,resource,vcpu,host_memory_gib,network_gbps,on_demand_usd,spot_usd,reserved_usd,capacity_block_usd,mig
            p5.48xlarge,p5,h100,8,80,3350,989,nvidia.com/gpu,192,2048,3200,55.04,20,30,31.5,1g.10gb=7 3g.40gb=2
            """;

    private static HardwareOffer only(String text) {
        return CatalogueReader.read(text, "c.csv").offers().get(0);
    }

    @Test
    void theShippedOneHasTheFamiliesOfTheArticleAndNeuron() {
        Catalogue shipped = CatalogueReader.shipped();

        assertThat(shipped.families())
                .contains("g4dn", "g5", "g6", "g6e", "p4d", "p4de", "p5", "p5e", "p5en", "p6-b200", "p6-b300")
                .contains("inf2", "trn1", "trn2", "gpu");
        assertThat(shipped.date()).isEqualTo("2026-07-20");
        assertThat(shipped.region()).isEqualTo("us-east-1");
        HardwareOffer p5 = shipped.named("p5.48xlarge").orElseThrow();
        assertThat(p5.price(Pay.ON_DEMAND)).hasValue(55.04);
        assertThat(p5.accelerator())
                .isEqualTo(new Accelerator("h100", 80, OptionalDouble.of(3_350), OptionalDouble.of(989)));
        // Capacity blocks are the only way to buy it, and their price is not in the table.
        assertThat(shipped.named("p5e.48xlarge").orElseThrow().usdPerHour()).isEmpty();
    }

    @Test
    void readsEveryPrice() {
        HardwareOffer p5 = only(SMALL);

        assertThat(p5.usdPerHour())
                .containsEntry(Pay.ON_DEMAND, 55.04)
                .containsEntry(Pay.SPOT, 20.0)
                .containsEntry(Pay.RESERVED, 30.0)
                .containsEntry(Pay.CAPACITY_BLOCK, 31.5);
        assertThat(p5.host()).contains(new HardwareOffer.Host(192, 2_048, 3_200));
    }

    @Test
    void aSliceHasAPartOfMemoryBandwidthAndCompute() {
        List<HardwareOffer> slices = only(SMALL).sliced().toList();

        assertThat(slices).hasSize(2);
        HardwareOffer half = slices.get(1);
        assertThat(half.accelerator().name()).isEqualTo("h100 3g.40gb");
        assertThat(half.accelerator().memoryGib()).isEqualTo(40);
        assertThat(half.accelerator().bandwidthGbPerSecond()).hasValue(1_675);
        assertThat(half.accelerator().bf16Tflops().getAsDouble()).isEqualTo(989 * 3 / 7.0);
        assertThat(half.count()).isEqualTo(16);
        assertThat(half.resource()).isEqualTo("nvidia.com/mig-3g.40gb");
        assertThat(half.price(Pay.ON_DEMAND)).hasValue(55.04);
    }

    @Test
    void statedPricesGoBeforeItsOwn() {
        Catalogue catalogue = CatalogueReader.read(SMALL, "c.csv")
                .with(List.of(new NodePrice("p5.48xlarge", Pay.SPOT, 18), new NodePrice("other", Pay.SPOT, 1)));

        HardwareOffer p5 = catalogue.offers().get(0);
        assertThat(p5.price(Pay.SPOT)).hasValue(18);
        assertThat(p5.price(Pay.ON_DEMAND)).hasValue(55.04);
    }

    @ParameterizedTest
    @CsvSource({
        "H100, p5.48xlarge",
        "NVIDIA H100, p5.48xlarge",
        "p5.48xlarge, p5.48xlarge",
    })
    void findsTheHardwareOfAProfile(String hardware, String type) {
        assertThat(CatalogueReader.read(SMALL, "c.csv").named(hardware))
                .map(HardwareOffer::type)
                .contains(type);
        assertThat(CatalogueReader.read(SMALL, "c.csv").named("MI300X")).isEmpty();
    }

    @Test
    void wholeReplicasFillNodes() {
        HardwareOffer p5 = only(SMALL);

        assertThat(p5.nodesFor(2, 8)).isEqualTo(2);
        assertThat(p5.nodesFor(5, 2)).isEqualTo(2);
        // Two replicas of 3 devices on a node of 8.
        assertThat(p5.nodesFor(5, 3)).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ,8,80,   | ,eight,80,   | catalogue 'c.csv', line 5: count must be a number above 0, was 'eight'
            ,8,80,   | ,1.5,80,     | catalogue 'c.csv', line 5: count must be a whole number from 1 to 1024, was '1.5'
            ,h100,   | ,,           | catalogue 'c.csv', line 5: accelerator must not be empty
            55.04    | -1           | catalogue 'c.csv', line 5: on_demand_usd must be a number above 0, was '-1'
            1g.10gb=7 | 5g.10gb=7   | catalogue 'c.csv', line 5: mig must be such as '1g.10gb=7 3g.40gb=2', was '5g.10gb=7 3g.40gb=2'
            3200,55  | 55           | catalogue 'c.csv', line 5: must have 16 fields, has 15
            # date:  | # day:       | catalogue 'c.csv' must state its date in a line such as '# date: …'
            """)
    void saysOneSentenceForAFault(String good, String bad, String sentence) {
        assertThatThrownBy(() -> CatalogueReader.read(SMALL.replace(good, bad), "c.csv"))
                .isInstanceOf(BadInputException.class)
                .hasMessage(sentence);
    }

    @Test
    void refusesAnEmptyAForeignAndARepeatingFile() {
        assertThatThrownBy(() -> CatalogueReader.read("", "c.csv"))
                .isInstanceOf(BadInputException.class)
                .hasMessage("catalogue 'c.csv' must not be empty");
        assertThatThrownBy(() -> CatalogueReader.read("arrival_s,input_tokens\n1,2\n", "c.csv"))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("catalogue 'c.csv', line 1: must name the columns instance_type, family, ");
        assertThatThrownBy(() ->
                        CatalogueReader.read(SMALL + SMALL.lines().toList().get(4), "c.csv"))
                .isInstanceOf(BadInputException.class)
                .hasMessage("catalogue 'c.csv', line 6: must not repeat the instance type p5.48xlarge");
    }

    @ParameterizedTest
    @CsvSource({
        "H100, h100, 80",
        "nvidia-h100, h100, 80",
        "h100-80gb, h100, 80",
        "NVIDIA-H100-80GB-HBM3, h100, 80",
        "NVIDIA-A100-SXM4-40GB, a100, 40",
        "NVIDIA A100 80GB PCIe, a100, 80",
        "NVIDIA-L4, l4, 22.35",
        "l4-24gb, l4, 22.35",
        "Tesla-T4, t4, 16",
        "h200-141gb, h200, 141"
    })
    void aDeviceIsKnownByItsNameAndByItsNodesLabel(String text, String name, double memoryGib) {
        HardwareOffer found = CatalogueReader.shipped().named(text).orElseThrow();

        assertThat(found.accelerator().name()).isEqualTo(name);
        assertThat(found.accelerator().memoryGib()).isEqualTo(memoryGib);
    }

    @ParameterizedTest
    @CsvSource({"h100-40gb", "l40", "H1000", "80gb", "p5", "NVIDIA"})
    void anotherDeviceIsNotTaken(String text) {
        assertThat(CatalogueReader.shipped().named(text)).isEmpty();
    }
}
