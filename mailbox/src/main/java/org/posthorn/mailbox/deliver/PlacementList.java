package org.posthorn.mailbox.deliver;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.store.Flags;
import org.posthorn.mailbox.store.MailboxId;
import org.posthorn.mailbox.store.Placement;
import org.posthorn.mailbox.store.StoreException;

/// The stored form of many placements.
final class PlacementList {
    private static final int VERSION = 1;
    private static final int INBOX = 0;
    private static final int MAILBOX = 1;

    private PlacementList() {}

    static byte[] encode(List<Placement> placements) {
        var octets = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(octets)) {
            out.writeByte(VERSION);
            out.writeInt(placements.size());
            for (Placement placement : placements) {
                write(placement, out);
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

    /// Reads a list back.
    ///
    /// @throws StoreException when that is not one
    static List<Placement> decode(InputStream octets) {
        try (var in = new DataInputStream(octets)) {
            if (in.readByte() != VERSION) {
                throw new StoreException("a list of recipients is of an unknown version");
            }
            int count = in.readInt();
            var placements = new ArrayList<Placement>();
            for (int i = 0; i < count; i++) {
                placements.add(read(in));
            }
            return placements;
        } catch (IOException e) {
            throw new StoreException("a list of recipients cannot be read", e);
        }
    }

    private static Placement read(DataInputStream in) throws IOException {
        if (in.readByte() == INBOX) {
            return new Placement.IntoInbox(new AccountId(in.readLong()), in.readUTF());
        }
        var mailbox = new MailboxId(in.readLong());
        int bits = in.readInt();
        String keywords = in.readUTF();
        var flags = Flags.of(bits, keywords.isEmpty() ? List.of() : List.of(keywords.split(" ")));
        return new Placement.IntoMailbox(mailbox, flags, in.readUTF());
    }
}
