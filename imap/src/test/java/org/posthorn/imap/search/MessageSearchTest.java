package org.posthorn.imap.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.posthorn.imap.command.SearchKey;
import org.posthorn.mailbox.Mail;
import org.posthorn.mailbox.directory.DomainName;
import org.posthorn.mailbox.directory.EmailAddress;
import org.posthorn.mailbox.directory.Password;
import org.posthorn.mailbox.mime.BodyPart;
import org.posthorn.mailbox.store.Flags;
import org.posthorn.mailbox.store.IncomingBody;
import org.posthorn.mailbox.store.Mailbox;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.store.MessageContent;
import org.posthorn.mailbox.store.MessageRow;
import org.posthorn.mailbox.store.NewMessage;
import org.posthorn.mailbox.store.UidSet;

/// What a search finds, and what it costs.
final class MessageSearchTest {
    private final Mail storage = Mail.inMemory();
    private Mailbox mailbox;

    @BeforeEach
    void open() throws Exception {
        var address = EmailAddress.parse("alice@example.com");
        storage.directory().addDomain(DomainName.parse("example.com"));
        storage.directory().addAccount(address, new Password("secret"));
        var account = storage.directory().account(address).orElseThrow().id();
        mailbox = storage.store().mailboxesOf(account).open(MailboxName.INBOX).orElseThrow();
    }

    @AfterEach
    void close() {
        mailbox.close();
        storage.close();
    }

    private void append(String text) {
        try (IncomingBody body = storage.store().newBody()) {
            body.write(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
            mailbox.append(List.of(new NewMessage(body, Flags.NONE, Instant.now())));
        }
    }

    private List<Long> find(SearchKey key) throws IOException {
        return find(key, new SearchWork(() -> {}));
    }

    private List<Long> find(SearchKey key, SearchWork work) throws IOException {
        return new MessageSearch(key, mailbox.state(), mailbox, _ -> false, work)
                .run().stream().map(MessageRow::uid).map(uid -> uid.value()).toList();
    }

    @Test
    void textsInAnyTree_areFoundInOnePass() throws IOException {
        append("Subject: red\nX-A: one\n\nblue and green\n");
        append("Subject: blue\nX-A: two\n\nred\n");
        append("Subject: none\n\nnone\n");
        var red = new SearchKey.Text("RED");
        var blue = new SearchKey.Body("blue");
        assertThat(find(red)).containsExactly(1L, 2L);
        assertThat(find(blue)).containsExactly(1L);
        assertThat(find(new SearchKey.Not(red))).containsExactly(3L);
        assertThat(find(new SearchKey.And(List.of(red, new SearchKey.Not(blue)))))
                .containsExactly(2L);
        assertThat(find(new SearchKey.Or(blue, new SearchKey.Header("x-a", "two"))))
                .containsExactly(1L, 2L);
        assertThat(find(new SearchKey.And(List.of(blue, new SearchKey.Header("X-A", "two")))))
                .isEmpty();
        assertThat(find(new SearchKey.Not(new SearchKey.Header("X-A", "")))).containsExactly(3L);
        assertThat(find(new SearchKey.Text(""))).containsExactly(1L, 2L, 3L);
    }

    @Test
    void hundredTexts_readAMessageOnce() throws IOException {
        append("Subject: x\n\n" + "some text\n".repeat(10_000));
        var opened = new AtomicInteger();
        var needles = new Needles();
        for (int i = 0; i < 100; i++) {
            needles.addInBody("absent" + i);
        }
        MessageContent content = mailbox.content(mailbox.state().uid(0)).orElseThrow();
        var source = new MessageReader.Source(root(), new Counted(content, opened));
        var work = new SearchWork(() -> {});
        new MessageReader(source, needles, work, new Findings(), () -> false).read();
        assertThat(opened).hasValue(1);
    }

    @Test
    void searchThatCostsTooMuch_endsInBoundedWork() {
        for (int i = 0; i < 5; i++) {
            append("Subject: x\n\n" + "some text\n".repeat(10_000));
        }
        var asked = new AtomicInteger();
        assertThatThrownBy(() ->
                        find(
                                new SearchKey.Body("absent"),
                                new SearchWork(asked::incrementAndGet, 300_000)))
                .isInstanceOf(SearchTooDearException.class);
        assertThat(asked.get()).isPositive();
    }

    @Test
    void progressThatSaysNo_endsTheSearchWithinAMessage() {
        append("Subject: x\n\n" + "some text\n".repeat(100_000));
        var asked = new ArrayList<Integer>();
        assertThatThrownBy(() ->
                        find(
                                new SearchKey.Body("absent"),
                                new SearchWork(() -> {
                                    asked.add(1);
                                    if (asked.size() == 5) {
                                        throw new IOException("gone");
                                    }
                                })))
                .hasMessage("gone");
        assertThat(asked).hasSize(5);
    }

    /// The structure of the only message.
    private BodyPart root() {
        var roots = new ArrayList<BodyPart>();
        mailbox.summaries(UidSet.ALL, summary -> roots.add(summary.parsed().root()));
        return roots.getFirst();
    }

    /// Counts how often octets are asked for.
    private record Counted(MessageContent content, AtomicInteger opened) implements MessageContent {
        @Override
        public long size() {
            return content.size();
        }

        @Override
        public void writeTo(OutputStream out, long offset, long length) throws IOException {
            opened.incrementAndGet();
            content.writeTo(out, offset, length);
        }

        @Override
        public InputStream open(long offset) {
            opened.incrementAndGet();
            return content.open(offset);
        }
    }
}
