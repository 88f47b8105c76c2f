package org.posthorn.server;

import java.lang.reflect.Proxy;

/// SIGHUP, by which administrators tell a server to read anew what may have changed on disk.
///
/// Java would end the process. Its only access to signals is `sun.misc.Signal`, a supported class
/// of the module `jdk.unsupported` (JEP 260) that the compiler warns of without a way to say yes,
/// so it is found by its name.
final class Hangup {
    private Hangup() {}

    /// @param action for each signal from now on, one at a time, in a thread of the JVM's
    static void handle(Runnable action) {
        Object one = new Object();
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object ours =
                    Proxy.newProxyInstance(
                            Hangup.class.getClassLoader(),
                            new Class<?>[] {handler},
                            (_, _, _) -> {
                                synchronized (one) {
                                    action.run();
                                }
                                return null;
                            });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), ours);
        } catch (ReflectiveOperationException _) {
            // A system without this signal, or a JVM that was told to leave signals alone (-Xrs).
        }
    }
}
