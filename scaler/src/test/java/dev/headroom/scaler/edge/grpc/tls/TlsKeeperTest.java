// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.grpc.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsKeeperTest {
    private static final Authority AUTHORITY = new Authority("inside");

    @TempDir
    Path directory;

    private final CountedFacts facts = new CountedFacts();
    private SecretFolder secret;
    private LogLines log;
    private Instant now = Instant.now();

    @BeforeEach
    void mount() {
        secret = new SecretFolder(directory).mount(AUTHORITY.server(), AUTHORITY.pem());
        log = LogLines.ofTls();
    }

    @AfterEach
    void stopListening() {
        log.close();
    }

    @Test
    void saysWhatIsInForceAndForWhom() {
        TlsKeeper keeper = keeper(secret.filesWithClientCa());

        assertThat(keeper.hasCredentials()).isTrue();
        assertThat(keeper.secondsLeft()).isBetween(7000.0, 7200.0);
        assertThat(log.about("loaded names=" + Authority.HOST + " issuer=\"CN=inside\" until="))
                .hasSize(1)
                .allSatisfy(line -> assertThat(line).endsWith("clients=of \"CN=inside\""));
    }

    @Test
    void aSteadyStateIsSilent() {
        TlsKeeper keeper = keeper(secret.files());

        keeper.look();
        keeper.look();

        assertThat(log.lines()).hasSize(1);
        assertThat(facts.reloads).hasValue(0);
    }

    @Test
    void whatTheLinkIsChangedToIsTaken() {
        TlsKeeper keeper = keeper(secret.files());
        X509Certificate before = keeper.inForce().orElseThrow().certificate();

        secret.mount(AUTHORITY.server(), AUTHORITY.pem());
        keeper.look();

        assertThat(keeper.inForce().orElseThrow().certificate()).isNotEqualTo(before);
        assertThat(facts.reloads).hasValue(1);
        assertThat(log.about("changed, new handshakes use them")).hasSize(1);
    }

    @Test
    void aHalfWrittenFileIsSaidOnceAndTheOldOneStaysInForce() {
        TlsKeeper keeper = keeper(secret.files());
        X509Certificate before = keeper.inForce().orElseThrow().certificate();
        Authority.Issued next = AUTHORITY.server();
        String half = next.certificate().substring(0, next.certificate().length() / 2);

        secret.mount(Map.of("tls.crt", half, "tls.key", next.key()));
        keeper.look();
        keeper.look();
        keeper.look();

        assertThat(keeper.inForce().orElseThrow().certificate()).isEqualTo(before);
        assertThat(log.about("tls.crt must hold whole blocks of BEGIN CERTIFICATE, has 0 and an unfinished one"))
                .hasSize(1)
                .allSatisfy(line -> assertThat(line).contains("; the previous credentials stay in use until "));
        assertThat(facts.failures).hasValue(3);

        secret.mount(next, AUTHORITY.pem());
        keeper.look();

        assertThat(facts.reloads).hasValue(1);
    }

    @Test
    void aKeyOfAnotherCertificateIsNotTaken() {
        TlsKeeper keeper = keeper(secret.files());

        secret.mount(Map.of(
                "tls.crt", AUTHORITY.server().certificate(),
                "tls.key", AUTHORITY.server().key()));
        keeper.look();

        assertThat(log.about("must hold the key of the first certificate of "))
                .hasSize(1)
                .allSatisfy(line -> assertThat(line).contains("(CN=headroom), holds another"));
        assertThat(facts.reloads).hasValue(0);
    }

    @Test
    void aKeyOfAnotherKindIsNotTaken() throws Exception {
        TlsKeeper keeper = keeper(secret.files());
        String rsa = Authority.pem(
                KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate());

        secret.mount(Map.of("tls.crt", AUTHORITY.server().certificate(), "tls.key", rsa));
        keeper.look();

        assertThat(log.about("must hold the certificate's key (EC), holds another"))
                .hasSize(1);
    }

    @Test
    void aKeyInAnOlderFormIsNamedWithTheCommandThatChangesIt() {
        TlsKeeper keeper = keeper(secret.files());
        Authority.Issued next = AUTHORITY.server();

        secret.mount(
                Map.of("tls.crt", next.certificate(), "tls.key", next.key().replace("PRIVATE KEY", "EC PRIVATE KEY")));
        keeper.look();

        assertThat(log.about(
                        "must hold a whole block of BEGIN PRIVATE KEY (PKCS#8), has BEGIN EC PRIVATE KEY: openssl"))
                .hasSize(1);
    }

    @Test
    void anExpiredCertificateIsNotTaken() {
        TlsKeeper keeper = keeper(secret.files());

        secret.mount(AUTHORITY.issue("headroom", Authority.HOST, now.minus(Duration.ofMinutes(1))), AUTHORITY.pem());
        keeper.look();

        assertThat(log.about("tls.crt must be valid now, is valid from ")).hasSize(1);
        assertThat(facts.reloads).hasValue(0);
    }

    @Test
    void anEndThatNobodyPreventedIsSaidOnce() {
        TlsKeeper keeper = keeper(secret.files());

        now = now.plus(Duration.ofHours(3));
        keeper.look();
        keeper.look();

        assertThat(keeper.secondsLeft()).isNegative();
        assertThat(log.about("and was not replaced: clients refuse it")).hasSize(1);
    }

    @Test
    void authoritiesThatHaveAllEndedAreNotTaken() {
        TlsKeeper keeper = keeper(secret.filesWithClientCa());

        secret.mount(
                AUTHORITY.server(),
                AUTHORITY.issue("old", "", now.minus(Duration.ofMinutes(1))).certificate());
        keeper.look();

        assertThat(log.about("ca.crt must hold a CA certificate that is valid now, all have expired"))
                .hasSize(1);
    }

    @Test
    void whereNothingIsUsableAtTheStartNobodyGetsInUntilItIs() {
        Authority.Issued issued = AUTHORITY.server();
        secret.mount(Map.of("tls.crt", "", "tls.key", issued.key()));

        TlsKeeper keeper = keeper(secret.files());

        assertThat(keeper.hasCredentials()).isFalse();
        assertThat(keeper.secondsLeft()).isNaN();
        assertThat(log.about("; no client can connect to the gRPC port until this is fixed"))
                .hasSize(1);

        secret.mount(issued, AUTHORITY.pem());
        keeper.look();

        assertThat(keeper.hasCredentials()).isTrue();
    }

    @Test
    void aMissingFileIsNamed() {
        keeper(new PemFiles(directory.resolve("none.crt"), secret.file("tls.key"), Optional.empty()));

        assertThat(log.about("none.crt must be a PEM file, does not exist")).hasSize(1);
    }

    @Test
    void settingsThatDoNotBelongTogetherAreRefused() {
        Optional<Path> file = Optional.of(Path.of("tls.crt"));

        assertThat(PemFiles.of(Optional.empty(), Optional.empty(), Optional.empty()))
                .isEmpty();
        assertThatThrownBy(() -> PemFiles.of(file, Optional.empty(), Optional.empty()))
                .hasMessageContaining("must be set together")
                .hasMessageContaining("were tls.crt, unset and unset");
        assertThatThrownBy(() -> PemFiles.of(Optional.empty(), Optional.empty(), file))
                .hasMessageContaining("headroom.tls.client-ca only with them");
    }

    @Test
    void theKeyIsNeverShown() {
        assertThat(new PemFiles.Contents("certificate", "secret", Optional.empty()).toString())
                .doesNotContain("secret");
    }

    private TlsKeeper keeper(PemFiles files) {
        return new TlsKeeper(files, facts, () -> now);
    }
}
