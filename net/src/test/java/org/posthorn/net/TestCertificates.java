package org.posthorn.net;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.ECGenParameterSpec;
import java.util.HexFormat;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// A certificate for `localhost` and 127.0.0.1, made once for each test process, and contexts that
/// show it and trust it.
public final class TestCertificates {
    private static final char[] PASSWORD = "test".toCharArray();
    private static final String ECDSA_WITH_SHA256 = "06082A8648CE3D040302";
    private static final String COMMON_NAME = "0603550403";
    private static final String SUBJECT_ALTERNATIVE_NAME = "0603551D11";
    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final TestCertificates INSTANCE = make();

    private final SSLContext server;
    private final SSLContext client;

    private TestCertificates(SSLContext server, SSLContext client) {
        this.server = server;
        this.client = client;
    }

    public static SSLContext serverContext() {
        return INSTANCE.server;
    }

    /// Trusts the server's certificate and no other.
    public static SSLContext clientContext() {
        return INSTANCE.client;
    }

    private static TestCertificates make() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            Certificate certificate =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(selfSigned(pair)));
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(null, null);
            keys.setKeyEntry(
                    "localhost", pair.getPrivate(), PASSWORD, new Certificate[] {certificate});
            KeyManagerFactory keyManagers = KeyManagerFactory.getInstance("PKIX");
            keyManagers.init(keys, PASSWORD);
            TrustManagerFactory trustManagers = TrustManagerFactory.getInstance("PKIX");
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("localhost", certificate);
            trustManagers.init(trusted);
            SSLContext server = SSLContext.getInstance("TLS");
            server.init(keyManagers.getKeyManagers(), null, null);
            SSLContext client = SSLContext.getInstance("TLS");
            client.init(null, trustManagers.getTrustManagers(), null);
            return new TestCertificates(server, client);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// RFC 5280 section 4.1, by hand, because the JDK can read certificates and not make them.
    private static byte[] selfSigned(KeyPair pair) throws GeneralSecurityException {
        byte[] algorithm = der(0x30, HexFormat.of().parseHex(ECDSA_WITH_SHA256));
        byte[] commonName =
                der(0x30, HexFormat.of().parseHex(COMMON_NAME), der(0x0C, ascii("localhost")));
        byte[] name = der(0x30, der(0x31, commonName));
        byte[] validity =
                der(0x30, der(0x17, ascii("200101000000Z")), der(0x17, ascii("491231235959Z")));
        byte[] names = der(0x30, der(0x82, ascii("localhost")), der(0x87, LOOPBACK));
        byte[] alternatives =
                der(0x30, HexFormat.of().parseHex(SUBJECT_ALTERNATIVE_NAME), der(0x04, names));
        byte[] version = der(0xA0, der(0x02, new byte[] {2}));
        byte[] serial = der(0x02, new byte[] {1});
        byte[] body =
                der(
                        0x30,
                        version,
                        serial,
                        algorithm,
                        name,
                        validity,
                        name,
                        pair.getPublic().getEncoded(),
                        der(0xA3, der(0x30, alternatives)));
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(pair.getPrivate());
        signature.update(body);
        return der(0x30, body, algorithm, der(0x03, new byte[1], signature.sign()));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] der(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        int length = content.size();
        if (length >= 0x100) {
            out.write(0x82);
            out.write(length >> 8);
        } else if (length >= 0x80) {
            out.write(0x81);
        }
        out.write(length);
        out.writeBytes(content.toByteArray());
        return out.toByteArray();
    }
}
