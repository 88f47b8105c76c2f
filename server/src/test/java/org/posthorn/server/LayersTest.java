package org.posthorn.server;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Holds the arrows of the house: who may know whom, and which foreign packages where.
///
/// The shell and the bench are not on this class path; their poms ban every other module.
final class LayersTest {

    private static final JavaClasses POSTHORN =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .withImportOption(location -> !location.contains("-tests.jar"))
                    .importPackages("org.posthorn");

    /// The JDK, spelled out where `javax` is shared with libraries that we do not want.
    private static final List<String> JDK =
            List.of(
                    "java..",
                    "javax.crypto..",
                    "javax.management..",
                    "javax.naming..",
                    "javax.net..",
                    "javax.security..",
                    "javax.sql..",
                    "jdk..",
                    "org.jspecify..");

    @Test
    void arrowsNeverPointBack() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .withOptionalLayers(true)
                .layer("mailbox")
                .definedBy("org.posthorn.mailbox..")
                .layer("net")
                .definedBy("org.posthorn.net..")
                .layer("smtp")
                .definedBy("org.posthorn.smtp..")
                .layer("imap")
                .definedBy("org.posthorn.imap..")
                .layer("pop3")
                .definedBy("org.posthorn.pop3..")
                .layer("server")
                .definedBy("org.posthorn.server..")
                .whereLayer("mailbox")
                .mayOnlyBeAccessedByLayers("smtp", "imap", "pop3", "server")
                .whereLayer("net")
                .mayOnlyBeAccessedByLayers("smtp", "imap", "pop3", "server")
                .whereLayer("smtp")
                .mayOnlyBeAccessedByLayers("server")
                .whereLayer("imap")
                .mayOnlyBeAccessedByLayers("server")
                .whereLayer("pop3")
                .mayOnlyBeAccessedByLayers("server")
                .whereLayer("server")
                .mayNotBeAccessedByAnyLayer()
                .check(POSTHORN);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("org.posthorn.(**)").should().beFreeOfCycles().check(POSTHORN);
    }

    @Test
    void protocolsSeeTheStore_andNothingBehindIt() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "org.posthorn.smtp..", "org.posthorn.imap..", "org.posthorn.pop3..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.posthorn.mailbox.rows..",
                        "org.posthorn.mailbox.change..",
                        "org.posthorn.mailbox.tree..",
                        "org.posthorn.mailbox.deliver..",
                        "org.posthorn.mailbox.body..",
                        "org.posthorn.mailbox.segment..",
                        "org.posthorn.mailbox.snapshot..",
                        "org.posthorn.mailbox.disk..",
                        "org.posthorn.mailbox.derby..",
                        "org.posthorn.mailbox.memory..",
                        "org.posthorn.mailbox.jdbc..")
                .check(POSTHORN);
    }

    @Test
    void mailboxUsesOnlyItsStoreAndMime() {
        onlyUses(
                "mailbox",
                "org.posthorn.mailbox..",
                "com.github.benmanes.caffeine..",
                "com.github.luben.zstd..",
                "com.sun.management..",
                "io.prometheus.metrics..",
                "org.apache.derby..",
                "org.apache.lucene..",
                "org.jsoup..",
                "com.ibm.icu..");
    }

    @Test
    void netUsesOnlyTheProtocolsApi() {
        onlyUses(
                "net",
                "org.posthorn.net..",
                "io.prometheus.metrics..",
                "org.apache.james..",
                "org.apache.commons.configuration2..",
                "com.google.common..");
    }

    @Test
    void smtpUsesOnlyMailboxNetAndJames() {
        onlyUses(
                "smtp",
                "org.posthorn..",
                "io.prometheus.metrics..",
                "org.apache.james..",
                "org.apache.commons.configuration2..",
                "com.google.common..",
                "javax.mail..",
                "jakarta.mail..",
                "jakarta.activation..",
                "org.xbill.DNS..");
    }

    @Test
    void imapUsesOnlyMailboxAndNet() {
        onlyUses("imap", "org.posthorn..", "io.prometheus.metrics..");
    }

    @Test
    void pop3UsesOnlyMailboxNetAndJames() {
        onlyUses(
                "pop3",
                "org.posthorn..",
                "io.prometheus.metrics..",
                "org.apache.james..",
                "org.apache.commons.configuration2..",
                "com.google.common..");
    }

    @Test
    void serverUsesOnlyModulesAndWhatItStartsWith() {
        onlyUses(
                "server",
                "org.posthorn..",
                "io.prometheus.metrics..",
                "io.helidon..",
                "org.snakeyaml.engine..",
                "org.bouncycastle..");
    }

    @ParameterizedTest
    @ValueSource(strings = {"java.sql..", "javax.sql..", "org.apache.derby.."})
    void databaseIsKnownOnlyToJdbcAndDerbyClassesOfMailbox(String database) {
        DescribedPredicate<JavaClass> store =
                named("Jdbc").or(named("Derby")).and(resideInAPackage("org.posthorn.mailbox.."));
        noClasses()
                .that(DescribedPredicate.not(store))
                .should()
                .dependOnClassesThat(resideInAPackage(database))
                .check(POSTHORN);
    }

    /// Foreign types that James' signatures force on their callers stay with James.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.apache.james..",
                "org.apache.commons.configuration2..",
                "com.google.common..",
                "javax.mail.."
            })
    void jamesIsKnownOnlyToJamesClasses(String james) {
        noClasses()
                .that(DescribedPredicate.not(named("James")))
                .should()
                .dependOnClassesThat(resideInAPackage(james))
                .check(POSTHORN);
    }

    /// Each of the server's libraries serves one part of it, and can be exchanged there.
    @ParameterizedTest
    @CsvSource({
        "io.helidon.., org.posthorn.server.admin..",
        "org.snakeyaml.., org.posthorn.server.config..",
        "org.bouncycastle.., org.posthorn.server.tls.."
    })
    void libraryIsKnownOnlyToItsPart(String library, String part) {
        noClasses()
                .that()
                .resideOutsideOfPackage(part)
                .should()
                .dependOnClassesThat(resideInAPackage(library))
                .check(POSTHORN);
    }

    @Test
    void springStaysInTheShell() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAPackage("org.springframework.."))
                .check(POSTHORN);
    }

    @Test
    void everyModuleIsSeen() {
        assertThat(POSTHORN.stream().map(JavaClass::getPackageName))
                .contains(
                        "org.posthorn.mailbox",
                        "org.posthorn.net",
                        "org.posthorn.smtp",
                        "org.posthorn.imap",
                        "org.posthorn.pop3",
                        "org.posthorn.server");
    }

    private static void onlyUses(String module, String... packages) {
        String[] allowed = Stream.concat(JDK.stream(), Stream.of(packages)).toArray(String[]::new);
        classes()
                .that()
                .resideInAPackage("org.posthorn." + module + "..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(allowed))
                .check(POSTHORN);
    }

    /// The top-level class's name decides, so that a nested class belongs to its adapter.
    private static DescribedPredicate<JavaClass> named(String prefix) {
        return DescribedPredicate.describe(
                "named " + prefix + "…",
                type -> {
                    String name = type.getName();
                    return name.substring(name.lastIndexOf('.') + 1).startsWith(prefix);
                });
    }
}
