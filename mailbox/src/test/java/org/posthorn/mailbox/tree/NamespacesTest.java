package org.posthorn.mailbox.tree;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.mailbox.directory.EmailAddress;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.tree.Namespaces.Foreign;

final class NamespacesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "alice@example.com",
                "o'hara@example.com",
                "a/b@example.com",
                "100%@example.com",
                "a=2Fb@example.com",
                "a*b@example.com",
                "\"a b\"@example.com",
                "zoë@example.com"
            })
    void nameOfAnAddress_leadsBackToIt(String address) throws Exception {
        for (boolean everyones : new boolean[] {true, false}) {
            var foreign =
                    new Foreign(
                            everyones, EmailAddress.parse(address), new MailboxName("INBOX/Über"));
            assertThat(Namespaces.name(foreign).flatMap(Namespaces::parse)).hasValue(foreign);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Shared",
                "Shared/alice@example.com",
                "Other Users/alice/x",
                "Other Users/=/x",
                "Other Users/=zz@example.com/x",
                "Other Users/@/x",
                "Other/alice@example.com/x",
                "shared/alice@example.com/x"
            })
    void whatIsNoSuchName_leadsNowhere(String name) {
        assertThat(Namespaces.parse(new MailboxName(name))).isEmpty();
    }

    @Test
    void inbox_isOneName_inAnyCase() throws Exception {
        var owner = EmailAddress.parse("alice@example.com");
        assertThat(Namespaces.parse(new MailboxName("Shared/alice@example.com/inbox")))
                .hasValue(new Foreign(true, owner, MailboxName.INBOX));
    }

    @Test
    void nameThatWouldBeTooLong_isNone() throws Exception {
        var owner = EmailAddress.parse("alice@example.com");
        assertThat(Namespaces.name(new Foreign(true, owner, new MailboxName("x".repeat(1000)))))
                .isEmpty();
    }
}
