package org.posthorn.imap.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.posthorn.mailbox.store.MailboxName;

final class MailboxParserTest {

    private static String name(String argument) throws IOException {
        return ((Command.Delete) Client.parse("DELETE " + argument)).mailbox().value();
    }

    @Test
    void name_ofAnyForm_isRead() throws IOException {
        assertThat(name("foo]bar")).isEqualTo("foo]bar");
        assertThat(name("\"a \\\"b\\\\\"")).isEqualTo("a \"b\\");
        assertThat(name("{3+}\r\nfoo")).isEqualTo("foo");
        assertThat(name("NIL")).isEqualTo("NIL");
    }

    @Test
    void inbox_isOneName() throws IOException {
        assertThat(name("\"iNbOx\"")).isEqualTo("INBOX");
        assertThat(name("inbox/x")).isEqualTo("INBOX/x");
    }

    @Test
    void modifiedUtf7_isDecoded() throws IOException {
        assertThat(name("Entw&APw-rfe")).isEqualTo("Entwürfe");
        assertThat(name("\"R&AOk-sum&AOk- &- more\"")).isEqualTo("Résumé & more");
    }

    @Test
    void utf8_isTakenAsItIs() throws IOException {
        assertThat(name(Client.utf8("\"Entwürfe & mehr\""))).isEqualTo("Entwürfe & mehr");
        assertThat(name("{4+}\r\n" + Client.utf8("Aöl"))).isEqualTo("Aöl");
    }

    @Test
    void name_isNormalized() throws IOException {
        assertThat(name(Client.utf8("\"Entwu\u0308rfe\""))).isEqualTo("Entwürfe");
    }

    @Test
    void ampersand_isOneOnceUtf8IsEnabled() throws IOException {
        var client = new Client("a1 DELETE Q&A\r\na2 DELETE \"&APw-\"\r\n");
        client.reader.useUtf8();
        assertThat(client.command()).isEqualTo(new Command.Delete(new MailboxName("Q&A")));
        assertThat(client.command()).isEqualTo(new Command.Delete(new MailboxName("&APw-")));
    }

    @Test
    void impossibleName_isRefusedButNoSyntaxError() throws IOException {
        for (String name :
                new String[] {
                    "/a", "a//b", "\"\"", "\"a%\"", "Q&A", "\"&AGE-\"", "{1+}\r\n\u0007"
                }) {
            assertThat(Client.refuse("SELECT " + name)).as(name).isEqualTo(Refusal.Reason.CANNOT);
        }
        assertThat(Client.refuse("SELECT {1+}\r\n\u00ff")).isEqualTo(Refusal.Reason.CANNOT);
    }

    @Test
    void octetsBeyondAscii_inAnAtom_areRefused() throws IOException {
        assertThat(Client.refuse(Client.utf8("SELECT Entwürfe"))).isEqualTo(Refusal.Reason.SYNTAX);
    }

    @Test
    void newName_mayEndInASeparator() throws IOException {
        assertThat(Client.parse("CREATE a/b/")).isEqualTo(Client.parse("CREATE a/b"));
        assertThat(Client.parse("RENAME x a/b/")).isEqualTo(Client.parse("RENAME x a/b"));
        assertThat(Client.refuse("CREATE /")).isEqualTo(Refusal.Reason.CANNOT);
    }
}
