package org.posthorn.mailbox.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import org.junit.jupiter.api.Test;

class IdnaTest {
    /// ICU's tables are large; a server without international names starts without them.
    @Test
    void parse_plainName_needsNoIcu() throws Exception {
        var withoutLibraries =
                new URL[] {DomainName.class.getProtectionDomain().getCodeSource().getLocation()};
        try (var loader =
                new URLClassLoader(withoutLibraries, ClassLoader.getPlatformClassLoader())) {
            var parse =
                    loader.loadClass(DomainName.class.getName()).getMethod("parse", String.class);

            assertThat(parse.invoke(null, "Mail.Example.COM.")).hasToString("mail.example.com");
            assertThatThrownBy(() -> parse.invoke(null, "bücher.example"))
                    .isInstanceOf(InvocationTargetException.class)
                    .hasCauseInstanceOf(NoClassDefFoundError.class);
        }
    }

    @Test
    void parse_invalidInternationalName_saysWhatIsWrong() {
        assertThatThrownBy(() -> DomainName.parse("xn--foo-.example"))
                .hasMessageStartingWith("the domain is not a valid international name: ");
    }
}
