package org.posthorn.mailbox.derby;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.apache.derby.io.StorageRandomAccessFile;

/// A file of Derby's of which only reading and writing of octets is left to be said.
///
/// It is none of the JDK's own, or Derby would take its channel and pass us by.
abstract class DerbyOctets implements StorageRandomAccessFile {
    private final DataInputStream in = new DataInputStream(new Octets());

    private final class Octets extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] octets, int offset, int length) throws IOException {
            return DerbyOctets.this.read(octets, offset, length);
        }
    }

    @FunctionalInterface
    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    private void put(Writing writing) throws IOException {
        var octets = new ByteArrayOutputStream();
        writing.to(new DataOutputStream(octets));
        write(octets.toByteArray(), 0, octets.size());
    }

    @Override
    public final void write(byte[] octets) throws IOException {
        write(octets, 0, octets.length);
    }

    @Override
    public final void readFully(byte[] octets) throws IOException {
        readFully(octets, 0, octets.length);
    }

    @Override
    public final void readFully(byte[] octets, int offset, int length) throws IOException {
        int done = 0;
        while (done < length) {
            int count = read(octets, offset + done, length - done);
            if (count < 0) {
                throw new EOFException("the end of a file of the database");
            }
            done += count;
        }
    }

    @Override
    public final int skipBytes(int count) throws IOException {
        int skipped = (int) Math.clamp(length() - getFilePointer(), 0L, Math.max(0, count));
        seek(getFilePointer() + skipped);
        return skipped;
    }

    @Override
    public StorageRandomAccessFile clone() {
        throw new UnsupportedOperationException("Derby clones files of its log only");
    }

    @Override
    public final boolean readBoolean() throws IOException {
        return in.readBoolean();
    }

    @Override
    public final byte readByte() throws IOException {
        return in.readByte();
    }

    @Override
    public final int readUnsignedByte() throws IOException {
        return in.readUnsignedByte();
    }

    @Override
    public final short readShort() throws IOException {
        return in.readShort();
    }

    @Override
    public final int readUnsignedShort() throws IOException {
        return in.readUnsignedShort();
    }

    @Override
    public final char readChar() throws IOException {
        return in.readChar();
    }

    @Override
    public final int readInt() throws IOException {
        return in.readInt();
    }

    @Override
    public final long readLong() throws IOException {
        return in.readLong();
    }

    @Override
    public final float readFloat() throws IOException {
        return in.readFloat();
    }

    @Override
    public final double readDouble() throws IOException {
        return in.readDouble();
    }

    @Override
    public final String readUTF() throws IOException {
        return in.readUTF();
    }

    @Override
    public final String readLine() {
        throw new UnsupportedOperationException("pages have no lines");
    }

    @Override
    public final void write(int octet) throws IOException {
        put(out -> out.write(octet));
    }

    @Override
    public final void writeBoolean(boolean value) throws IOException {
        put(out -> out.writeBoolean(value));
    }

    @Override
    public final void writeByte(int value) throws IOException {
        put(out -> out.writeByte(value));
    }

    @Override
    public final void writeShort(int value) throws IOException {
        put(out -> out.writeShort(value));
    }

    @Override
    public final void writeChar(int value) throws IOException {
        put(out -> out.writeChar(value));
    }

    @Override
    public final void writeInt(int value) throws IOException {
        put(out -> out.writeInt(value));
    }

    @Override
    public final void writeLong(long value) throws IOException {
        put(out -> out.writeLong(value));
    }

    @Override
    public final void writeFloat(float value) throws IOException {
        put(out -> out.writeFloat(value));
    }

    @Override
    public final void writeDouble(double value) throws IOException {
        put(out -> out.writeDouble(value));
    }

    @Override
    public final void writeBytes(String text) throws IOException {
        put(out -> out.writeBytes(text));
    }

    @Override
    public final void writeChars(String text) throws IOException {
        put(out -> out.writeChars(text));
    }

    @Override
    public final void writeUTF(String text) throws IOException {
        put(out -> out.writeUTF(text));
    }
}
