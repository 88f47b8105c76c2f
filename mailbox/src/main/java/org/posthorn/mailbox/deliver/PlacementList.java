package org.posthorn.mailbox.deliver;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.posthorn.mailbox.deliverylog.DeliveryEvent;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.outbound.Envelope;
import org.posthorn.mailbox.outbound.NewEntry;
import org.posthorn.mailbox.outbound.OptionsText;
import org.posthorn.mailbox.outbound.Posting;
import org.posthorn.mailbox.outbound.QueueId;
import org.posthorn.mailbox.store.Flags;
import org.posthorn.mailbox.store.MailboxId;
import org.posthorn.mailbox.store.Placement;
import org.posthorn.mailbox.store.StoreException;

/// The stored form of what has been promised to many: placements, each with what the log says of it
/// and with what is queued where it fails, and recipients elsewhere.
final class PlacementList {
    /// The first version had placements only.
    private static final int BARE = 1;

    private static final int VERSION = 2;
    private static final int INBOX = 0;
    private static final int MAILBOX = 1;

    private PlacementList() {}

    static byte[] encode(Promised promised) {
        var octets = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(octets)) {
            out.writeByte(VERSION);
            out.writeInt(promised.locals().size());
            for (Posting.Local local : promised.locals()) {
                write(local.placement(), out);
                out.writeBoolean(local.stored().isPresent());
                if (local.stored().isPresent()) {
                    write(local.stored().get(), out);
                }
                write(local.told(), out);
                write(local.otherwise(), out);
            }
            out.writeInt(promised.onward().size());
            for (Promised.Onward onward : promised.onward()) {
                write(onward.entry(), out);
                out.writeBoolean(onward.queued().isPresent());
                if (onward.queued().isPresent()) {
                    write(onward.queued().get(), out);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return octets.toByteArray();
    }

    private static void write(Placement placement, DataOutputStream out) throws IOException {
        switch (placement) {
            case Placement.IntoInbox inbox -> {
                out.writeByte(INBOX);
                out.writeLong(inbox.account().value());
            }
            case Placement.IntoMailbox into -> {
                out.writeByte(MAILBOX);
                out.writeLong(into.mailbox().value());
                out.writeInt(into.flags().systemBits());
                out.writeUTF(String.join(" ", into.flags().keywords()));
            }
        }
        out.writeUTF(placement.deliveryHeader());
    }

    private static void write(DeliveryEvent event, DataOutputStream out) throws IOException {
        out.writeUTF(event.kind().name());
        out.writeUTF(event.message());
        out.writeUTF(event.sender());
        out.writeUTF(event.recipient());
        out.writeInt(event.details().size());
        for (Map.Entry<DeliveryEvent.Detail, String> detail : event.details().entrySet()) {
            out.writeUTF(detail.getKey().name());
            out.writeUTF(detail.getValue());
        }
    }

    private static void write(Optional<NewEntry> some, DataOutputStream out) throws IOException {
        out.writeBoolean(some.isPresent());
        if (some.isPresent()) {
            write(some.get(), out);
        }
    }

    private static void write(NewEntry entry, DataOutputStream out) throws IOException {
        var envelope = entry.envelope();
        out.writeLong(entry.id().value());
        out.writeUTF(envelope.id());
        out.writeUTF(envelope.sender());
        out.writeLong(envelope.sizeOctets());
        out.writeLong(envelope.arrived().toEpochMilli());
        out.writeUTF(OptionsText.of(envelope.options(), entry.options()));
        out.writeUTF(entry.recipient());
        out.writeUTF(entry.destination());
        out.writeUTF(entry.reply());
    }

    /// Reads a list back. What the log says is of this moment.
    ///
    /// @throws StoreException when that is not one
    static Promised decode(InputStream octets) {
        try (var in = new DataInputStream(octets)) {
            int version = in.readByte();
            if (version < BARE || version > VERSION) {
                throw new StoreException("a list of recipients is of an unknown version");
            }
            int count = in.readInt();
            var locals = new ArrayList<Posting.Local>();
            for (int i = 0; i < count; i++) {
                locals.add(version == BARE ? bare(in) : local(in));
            }
            var onward = new ArrayList<Promised.Onward>();
            for (int i = version == BARE ? 0 : in.readInt(); i > 0; i--) {
                onward.add(
                        new Promised.Onward(
                                entry(in),
                                in.readBoolean() ? Optional.of(event(in)) : Optional.empty()));
            }
            return new Promised(locals, onward);
        } catch (IOException | IllegalArgumentException e) {
            throw new StoreException("a list of recipients cannot be read", e);
        }
    }

    private static Posting.Local bare(DataInputStream in) throws IOException {
        return new Posting.Local(placement(in), Optional.empty(), Optional.empty());
    }

    private static Posting.Local local(DataInputStream in) throws IOException {
        return new Posting.Local(
                placement(in),
                in.readBoolean() ? Optional.of(event(in)) : Optional.empty(),
                in.readBoolean() ? Optional.of(entry(in)) : Optional.empty(),
                in.readBoolean() ? Optional.of(entry(in)) : Optional.empty());
    }

    private static Placement placement(DataInputStream in) throws IOException {
        if (in.readByte() == INBOX) {
            return new Placement.IntoInbox(new AccountId(in.readLong()), in.readUTF());
        }
        var mailbox = new MailboxId(in.readLong());
        int bits = in.readInt();
        String keywords = in.readUTF();
        var flags = Flags.of(bits, keywords.isEmpty() ? List.of() : List.of(keywords.split(" ")));
        return new Placement.IntoMailbox(mailbox, flags, in.readUTF());
    }

    private static DeliveryEvent event(DataInputStream in) throws IOException {
        var kind = DeliveryEvent.Kind.valueOf(in.readUTF());
        String message = in.readUTF();
        String sender = in.readUTF();
        String recipient = in.readUTF();
        var details = new EnumMap<DeliveryEvent.Detail, String>(DeliveryEvent.Detail.class);
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            details.put(DeliveryEvent.Detail.valueOf(in.readUTF()), in.readUTF());
        }
        return new DeliveryEvent(
                Instant.ofEpochMilli(System.currentTimeMillis()),
                kind,
                message,
                sender,
                recipient,
                details);
    }

    private static NewEntry entry(DataInputStream in) throws IOException {
        var id = new QueueId(in.readLong());
        String message = in.readUTF();
        String sender = in.readUTF();
        long size = in.readLong();
        var arrived = Instant.ofEpochMilli(in.readLong());
        String options = in.readUTF();
        return new NewEntry(
                id,
                new Envelope(message, sender, size, arrived, OptionsText.message(options)),
                in.readUTF(),
                OptionsText.recipient(options),
                in.readUTF(),
                Optional.empty(),
                in.readUTF());
    }
}
