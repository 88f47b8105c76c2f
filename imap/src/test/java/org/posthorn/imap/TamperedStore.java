package org.posthorn.imap;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.store.MailStore;
import org.posthorn.mailbox.store.Mailbox;
import org.posthorn.mailbox.store.Mailboxes;

/// A store whose mailboxes answer some calls as a test wants it.
final class TamperedStore {
    private final Tampering tampering;

    private TamperedStore(Tampering tampering) {
        this.tampering = tampering;
    }

    /// Stands before each call of a mailbox.
    @FunctionalInterface
    interface Tampering {
        /// Answers the call, or lets it `proceed`.
        @Nullable Object call(
                Mailbox real, String method, Object[] arguments, Callable<Object> proceed)
                throws Throwable;
    }

    static MailStore of(MailStore store, Tampering tampering) {
        return new TamperedStore(tampering).store(store);
    }

    private MailStore store(MailStore store) {
        return proxy(
                MailStore.class,
                (method, arguments) -> {
                    Object result = invoke(store, method, arguments);
                    return result instanceof Mailboxes mailboxes ? mailboxes(mailboxes) : result;
                });
    }

    private Mailboxes mailboxes(Mailboxes mailboxes) {
        return proxy(
                Mailboxes.class,
                (method, arguments) -> {
                    Object result = invoke(mailboxes, method, arguments);
                    return method.getName().equals("open")
                            ? ((Optional<?>) result).map(found -> mailbox((Mailbox) found))
                            : result;
                });
    }

    private Mailbox mailbox(Mailbox mailbox) {
        return proxy(
                Mailbox.class,
                (method, arguments) ->
                        tampering.call(
                                mailbox,
                                method.getName(),
                                arguments,
                                () -> invoke(mailbox, method, arguments)));
    }

    @FunctionalInterface
    private interface Call {
        @Nullable Object make(Method method, Object[] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (_, method, arguments) -> call.make(method, arguments)));
    }

    private static Object invoke(Object target, Method method, Object[] arguments)
            throws Exception {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }
}
