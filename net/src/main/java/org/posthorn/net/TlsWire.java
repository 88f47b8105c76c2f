package org.posthorn.net;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLKeyException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/// TLS 1.2 or 1.3 over another wire, as server.
///
/// An [SSLEngine] and not an SSLSocket, because a socket keeps buffers of the largest records that
/// it has seen (measured on JDK 25: 48 KB for each connection after an answer of 20 KB, of which an
/// idle engine needs a fifth).
final class TlsWire implements Wire {
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};
    private static final int SMALL = 512;
    private static final int RECORD_HEADER = 5;
    private static final int CHANGE_CIPHER_SPEC = 20;
    private static final int HEARTBEAT = 24;

    /// Closing takes one record; a few may wait before it.
    private static final int MAX_LAST_RECORDS = 4;

    /// RFC 9266 section 2.
    private static final String EXPORTER_LABEL = "EXPORTER-Channel-Binding";

    private static final int EXPORTER_OCTETS = 32;

    private static final byte[] NOTHING = new byte[0];

    private final Wire wire;
    private final SSLEngine engine;
    private final ConnectionBuffers buffers;
    private final ReentrantLock writing = new ReentrantLock();

    /// What came from the wire and is not decrypted, between position and limit.
    private ByteBuffer sealed = ByteBuffer.wrap(NOTHING);

    /// What is decrypted and not read, between position and limit.
    private ByteBuffer opened = ByteBuffer.wrap(NOTHING);

    private boolean established;

    TlsWire(Wire wire, SSLContext context, ConnectionBuffers buffers) {
        this.wire = wire;
        this.buffers = buffers;
        engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(PROTOCOLS);
        parameters.setUseCipherSuitesOrder(true);
        engine.setSSLParameters(parameters);
    }

    SSLSession session() {
        return engine.getSession();
    }

    /// RFC 9266 section 4.2: TLS 1.2 has it where the master secret is bound to the handshake.
    Optional<byte[]> exporter() {
        if (!(engine.getSession() instanceof ExtendedSSLSession session)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    session.exportKeyingMaterialData(EXPORTER_LABEL, NOTHING, EXPORTER_OCTETS));
        } catch (SSLKeyException | UnsupportedOperationException _) {
            return Optional.empty();
        }
    }

    void handshake(long deadline) throws IOException {
        engine.beginHandshake();
        try {
            while (engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING) {
                step(deadline);
            }
        } catch (SSLException refused) {
            sendAlert();
            throw refused;
        }
        established = true;
        release();
    }

    private void step(long deadline) throws IOException {
        switch (engine.getHandshakeStatus()) {
            case NEED_TASK -> runTasks();
            case NEED_WRAP -> send(NOTHING, 0, 0);
            case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                if (open(deadline) < 0) {
                    throw new EOFException("the peer left during the TLS handshake");
                }
            }
            case FINISHED, NOT_HANDSHAKING -> {
                // The caller's loop sees it.
            }
        }
    }

    private void runTasks() {
        for (Runnable task = engine.getDelegatedTask();
                task != null;
                task = engine.getDelegatedTask()) {
            task.run();
        }
    }

    @Override
    public int read(byte[] octets, int offset, int length, long deadline) throws IOException {
        while (!opened.hasRemaining()) {
            if (open(deadline) < 0) {
                return -1;
            }
            answerHandshake(deadline);
        }
        int count = Math.min(length, opened.remaining());
        opened.get(octets, offset, count);
        return count;
    }

    /// TLS 1.3 asks for a new key of ours in passing; TLS 1.2 would negotiate all anew, which lets
    /// a client make us work and which no mail client does.
    private void answerHandshake(long deadline) throws IOException {
        while (engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING
                && !engine.isInboundDone()) {
            if (!engine.getSession().getProtocol().equals("TLSv1.3")) {
                throw new SSLException("renegotiation is refused");
            }
            if (engine.getHandshakeStatus() == HandshakeStatus.NEED_UNWRAP) {
                return;
            }
            step(deadline);
        }
    }

    /// Decrypts one record, reading as much from the wire as that takes.
    ///
    /// @return -1 at the end, 0 when the record held no text
    private int open(long deadline) throws IOException {
        while (!holdsRecord()) {
            if (engine.isInboundDone() || !fill(deadline)) {
                return -1;
            }
        }
        prepareOpened();
        SSLEngineResult result;
        try {
            result = engine.unwrap(sealed, opened);
        } finally {
            opened.flip();
        }
        return switch (result.getStatus()) {
            case OK -> opened.remaining();
            case CLOSED -> opened.hasRemaining() ? opened.remaining() : -1;
            case BUFFER_UNDERFLOW, BUFFER_OVERFLOW ->
                    throw new SSLException("a TLS record is not of the length that it claims");
        };
    }

    /// Whether `sealed` begins with a whole record, or with something that is none, which is the
    /// engine's to refuse.
    private boolean holdsRecord() {
        if (sealed.remaining() < RECORD_HEADER) {
            return false;
        }
        int type = sealed.get(sealed.position());
        int major = sealed.get(sealed.position() + 1);
        if (type < CHANGE_CIPHER_SPEC || type > HEARTBEAT || major != 3) {
            return true;
        }
        int octets = recordOctets();
        return octets > Blocks.OCTETS || sealed.remaining() >= octets;
    }

    /// A record's text is shorter than the record, so that a buffer of its size is enough.
    private void prepareOpened() throws ServerBusyException {
        int needed = Math.max(SMALL, Math.min(recordOctets(), Blocks.OCTETS));
        if (opened.capacity() < needed) {
            opened = ByteBuffer.wrap(needed > SMALL ? buffers.block() : new byte[SMALL]);
        } else {
            opened.clear();
        }
    }

    /// Reads more into `sealed`; false at the end of the wire.
    private boolean fill(long deadline) throws IOException {
        int needed = recordOctets() > SMALL ? Blocks.OCTETS : SMALL;
        if (sealed.capacity() < needed) {
            byte[] larger = needed > SMALL ? buffers.block() : new byte[SMALL];
            int kept = sealed.remaining();
            sealed.get(larger, 0, kept);
            sealed = ByteBuffer.wrap(larger, 0, kept);
        } else if (sealed.limit() == sealed.capacity() || !sealed.hasRemaining()) {
            sealed.compact().flip();
        }
        int end = sealed.limit();
        int count = wire.read(sealed.array(), end, sealed.capacity() - end, deadline);
        if (count < 0) {
            return false;
        }
        sealed.limit(end + count);
        return true;
    }

    /// The length of the record that `sealed` begins with, or 0 while its header is not whole.
    private int recordOctets() {
        if (sealed.remaining() < RECORD_HEADER) {
            return 0;
        }
        return RECORD_HEADER + Short.toUnsignedInt(sealed.getShort(sealed.position() + 3));
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        send(octets, offset, length);
    }

    private void send(byte[] octets, int offset, int length) throws IOException {
        writing.lock();
        byte @Nullable [] block = null;
        try {
            block = buffers.block();
            ByteBuffer text = ByteBuffer.wrap(octets, offset, length);
            do {
                ByteBuffer record = ByteBuffer.wrap(block);
                SSLEngineResult result = engine.wrap(text, record);
                if (result.getStatus() == SSLEngineResult.Status.BUFFER_OVERFLOW) {
                    throw new SSLException("a TLS record exceeds its block");
                }
                wire.write(block, 0, record.position());
                if (result.getStatus() == SSLEngineResult.Status.CLOSED && text.hasRemaining()) {
                    throw new SSLException("the TLS session is closed");
                }
            } while (text.hasRemaining());
        } finally {
            if (block != null) {
                buffers.giveBlock(block);
            }
            writing.unlock();
        }
    }

    @Override
    public void release() {
        if (!sealed.hasRemaining()) {
            giveBack(sealed.array());
            sealed = ByteBuffer.wrap(NOTHING);
        }
        if (!opened.hasRemaining()) {
            giveBack(opened.array());
            opened = ByteBuffer.wrap(NOTHING);
        }
        wire.release();
    }

    private void giveBack(byte[] octets) {
        if (octets.length == Blocks.OCTETS) {
            buffers.giveBlock(octets);
        }
    }

    /// What is sealed and not a whole record counts for nothing.
    @Override
    public int available() throws IOException {
        return opened.hasRemaining() ? opened.remaining() : holdsRecord() ? 1 : wire.available();
    }

    @Override
    public void finish() throws IOException {
        if (established && writing.tryLock()) {
            try {
                engine.closeOutbound();
                for (int i = 0; i < MAX_LAST_RECORDS && !engine.isOutboundDone(); i++) {
                    send(NOTHING, 0, 0);
                }
            } finally {
                writing.unlock();
            }
        }
        wire.finish();
    }

    /// Says why the handshake failed, if the peer still listens.
    private void sendAlert() {
        try {
            while (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP
                    && !engine.isOutboundDone()) {
                send(NOTHING, 0, 0);
            }
        } catch (IOException _) {
            // The failure that the alert is about is thrown by the caller.
        }
    }
}
