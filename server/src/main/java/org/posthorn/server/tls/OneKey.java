package org.posthorn.server.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/// A TLS server's one certificate and its key, which may be replaced while it runs.
///
/// The JDK's own key managers want a key store, which would encrypt the key in memory under a
/// password that stands beside it.
final class OneKey extends X509ExtendedKeyManager {

    /// A handshake chooses an alias and then asks for what stands behind it, so each identity has
    /// one of its own, and the one before stays known.
    private record Identity(
            String alias,
            PrivateKey key,
            List<X509Certificate> chain,
            @Nullable Identity replaced) {}

    private volatile Identity current;

    OneKey(PrivateKey key, List<X509Certificate> chain) {
        current = new Identity("posthorn-0", key, List.copyOf(chain), null);
    }

    /// Handshakes that begin from now on use these.
    synchronized void replace(PrivateKey key, List<X509Certificate> chain) {
        Identity before = current;
        int number = Integer.parseInt(before.alias.substring("posthorn-".length())) + 1;
        current =
                new Identity(
                        "posthorn-" + number,
                        key,
                        List.copyOf(chain),
                        new Identity(before.alias, before.key, before.chain, null));
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
        return chosen(keyType);
    }

    @Override
    public @Nullable String chooseServerAlias(
            String keyType, Principal @Nullable [] issuers, Socket socket) {
        return chosen(keyType);
    }

    /// JSSE asks by the algorithm of the key, such as `EC`, for one kind of signature after
    /// another.
    private @Nullable String chosen(String keyType) {
        Identity now = current;
        return keyType.equals(now.key.getAlgorithm()) ? now.alias : null;
    }

    private @Nullable Identity named(String alias) {
        Identity found = current;
        while (found != null && !found.alias.equals(alias)) {
            found = found.replaced;
        }
        return found;
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        String alias = chosen(keyType);
        return alias == null ? null : new String[] {alias};
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        Identity identity = named(alias);
        return identity == null ? null : identity.chain.toArray(X509Certificate[]::new);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        Identity identity = named(alias);
        return identity == null ? null : identity.key;
    }

    /// A server does not show its certificate as a client.
    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, Socket socket) {
        return null;
    }
}
