// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.cycle;

import dev.headroom.scaler.capacity.ProfileSource;
import dev.headroom.scaler.capacity.ServingProfile;
import dev.headroom.scaler.capacity.ServingProfileReader;
import dev.headroom.scaler.document.DocumentStore;
import dev.headroom.scaler.slo.DocumentName;
import dev.headroom.scaler.slo.PolicyPlace;
import dev.headroom.scaler.slo.PolicyStatus;
import dev.headroom.scaler.slo.SloPolicy;
import dev.headroom.scaler.slo.SloPolicyReader;
import dev.headroom.scaler.slo.SloSource;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * All policies and profiles, each in its last valid version. Edges put documents in as they come; the path reads them. Safe from
 * any thread.
 */
public final class DocumentLibrary implements SloSource, ProfileSource {
    private final DocumentStore<DocumentName, SloPolicy> policies =
            new DocumentStore<>((name, text) -> SloPolicyReader.read(text, name));
    private final DocumentStore<DocumentName, ServingProfile> profiles =
            new DocumentStore<>((name, text) -> ServingProfileReader.read(text, name));
    private final Consumer<DocumentChange> facts;
    private final PolicyClaims claims;
    private final CountDownLatch loaded = new CountDownLatch(1);
    private volatile boolean foldersUnread;
    private volatile PolicyPlace place = PolicyPlace.CONFIG_MAPS;

    /**
     * Starts empty and not loaded.
     *
     * @param facts called with each change, on the thread that made it
     * @param claims follow the policies in force
     */
    public DocumentLibrary(Consumer<DocumentChange> facts, PolicyClaims claims) {
        this.facts = facts;
        this.claims = claims;
    }

    /**
     * Puts a document in.
     *
     * @return one sentence when it was refused
     */
    public Optional<String> put(DocumentKind kind, DocumentName name, String text) {
        return changed(kind, name, storeOf(kind).put(name, text));
    }

    /**
     * Refuses a file that cannot be a document, for example because it is too large: its author must fix it.
     *
     * @param rule the rule for it, after the words "the document"
     */
    public void refuse(DocumentKind kind, DocumentName name, String rule) {
        changed(kind, name, storeOf(kind).refuse(name, rule, false));
    }

    /**
     * A document is there and cannot be read now; it may be good.
     *
     * @param why after the words "the document"
     */
    public void unread(DocumentKind kind, DocumentName name, String why) {
        changed(kind, name, storeOf(kind).refuse(name, why, true));
    }

    private Optional<String> changed(DocumentKind kind, DocumentName name, DocumentStore.Change change) {
        Optional<String> fault = storeOf(kind).find(name).flatMap(DocumentStore.Entry::fault);
        if (change != DocumentStore.Change.NONE) {
            claims.refresh(this::all);
            facts.accept(new DocumentChange(
                    kind,
                    name,
                    change == DocumentStore.Change.TAKEN
                            ? DocumentChange.Outcome.TAKEN
                            : DocumentChange.Outcome.REFUSED,
                    fault));
        }
        return fault;
    }

    /** Takes a document out. */
    public void remove(DocumentKind kind, DocumentName name) {
        if (storeOf(kind).remove(name)) {
            claims.refresh(this::all);
            facts.accept(new DocumentChange(kind, name, DocumentChange.Outcome.REMOVED, Optional.empty()));
        }
    }

    /** The fault of the newest version of a document; the empty text when it has none. */
    public String faultText(DocumentKind kind, DocumentName name) {
        return storeOf(kind).find(name).flatMap(DocumentStore.Entry::fault).orElse("");
    }

    /** The newest text of a document; empty where no such document exists. */
    public Optional<String> text(DocumentKind kind, DocumentName name) {
        return storeOf(kind).find(name).flatMap(DocumentStore.Entry::text);
    }

    /** Names of all documents of a kind. */
    public Collection<DocumentName> names(DocumentKind kind) {
        return storeOf(kind).names();
    }

    /** All documents that existed at the start have been put in. */
    public void markLoaded() {
        loaded.countDown();
    }

    /**
     * Waits until the documents are loaded: telemetry that is read before them cannot be attributed.
     *
     * @param atMost how long
     * @return whether they are loaded
     */
    public boolean awaitLoaded(Duration atMost) throws InterruptedException {
        return loaded.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * A directory was looked at; the first look that met no folder which could not be read loads the library.
     *
     * @param all whether no folder was met that could not be read
     */
    public void foldersRead(boolean all) {
        foldersUnread = !all;
        if (all) {
            markLoaded();
        }
    }

    /** From now on documents are files. */
    public void readFromFiles() {
        place = PolicyPlace.FILES;
    }

    @Override
    public boolean loaded() {
        return loaded.getCount() == 0;
    }

    @Override
    public boolean complete() {
        return loaded() && !foldersUnread && !policies.hasUnread() && !profiles.hasUnread();
    }

    @Override
    public boolean allRead() {
        return complete();
    }

    @Override
    public PolicyPlace place() {
        return place;
    }

    @Override
    public Collection<PolicyStatus> all() {
        return policies.names().stream()
                .flatMap(name -> findPolicy(name).stream())
                .toList();
    }

    @Override
    public Optional<PolicyStatus> findPolicy(DocumentName name) {
        return policies.find(name).map(entry -> new PolicyStatus(name, entry.inForce(), entry.fault(), entry.unread()));
    }

    @Override
    public Optional<ServingProfile> findProfile(DocumentName name) {
        return profiles.find(name).flatMap(DocumentStore.Entry::inForce);
    }

    @Override
    public Optional<String> faultOf(DocumentName name) {
        return profiles.find(name).flatMap(DocumentStore.Entry::fault);
    }

    private DocumentStore<DocumentName, ?> storeOf(DocumentKind kind) {
        return kind == DocumentKind.SLO_POLICY ? policies : profiles;
    }
}
