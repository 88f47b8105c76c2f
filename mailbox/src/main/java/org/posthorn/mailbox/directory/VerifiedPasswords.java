package org.posthorn.mailbox.directory;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;

/// The passwords that have been verified since the start, so that a client that logs in every
/// second costs one HMAC.
///
/// Kept as HMACs under a key that is never written anywhere; a copy of the database is of no use
/// with them. Each is bound to the verifier it was checked against: a changed password makes the
/// entry worthless.
final class VerifiedPasswords {
    /// Some 2 MiB when full; the account that has not logged in for longest makes room.
    private static final int MAX_ACCOUNTS = 10_000;

    private static final int KEY_OCTETS = 32;

    private final byte[] key = new byte[KEY_OCTETS];

    /// Guarded by itself.
    private final Map<AccountId, byte[]> macs = new RecentlyUsed();

    VerifiedPasswords() {
        new SecureRandom().nextBytes(key);
    }

    boolean contains(Credentials credentials, Password password) {
        byte[] mac;
        synchronized (macs) {
            mac = macs.get(credentials.account().id());
        }
        return mac != null && MessageDigest.isEqual(mac, mac(credentials, password));
    }

    void add(Credentials credentials, Password password) {
        var mac = mac(credentials, password);
        synchronized (macs) {
            macs.put(credentials.account().id(), mac);
        }
    }

    private byte[] mac(Credentials credentials, Password password) {
        var verifier = Hmac.sha256(credentials.verifier().encode().getBytes(US_ASCII));
        return Hmac.of(key, verifier, password.octets());
    }

    private static final class RecentlyUsed extends LinkedHashMap<AccountId, byte[]> {
        private static final long serialVersionUID = 1L;

        RecentlyUsed() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<AccountId, byte[]> eldest) {
            return size() > MAX_ACCOUNTS;
        }
    }
}
