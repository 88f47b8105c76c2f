package org.posthorn.mailbox.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/// THREADID (RFC 8474 section 5.2): 64 bits of the hash of the message-id that a conversation began
/// with, or the number of a message that has none.
public record ThreadId(long value) {
    /// Messages whose references begin with the same message-id share it.
    ///
    /// @param root the message-id that the conversation began with, if the message has one
    /// @param email of the message
    public static ThreadId of(@Nullable String root, EmailId email) {
        return new ThreadId(root == null ? email.value() : hash(root));
    }

    private static long hash(String messageId) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return ByteBuffer.wrap(digest.digest(messageId.getBytes(StandardCharsets.UTF_8)))
                    .getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// As clients see it.
    @Override
    public String toString() {
        return "T" + Long.toUnsignedString(value, Character.MAX_RADIX);
    }
}
