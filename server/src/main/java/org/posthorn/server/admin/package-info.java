/// The admin HTTP API that the admin shell speaks; docs/admin-api.md says its requests.
///
/// Start at [org.posthorn.server.admin.AdminApi], which lists all requests.
///
/// Layers: HTTP in Helidon's WebServer above, the directory and the mailboxes below. An action
/// takes a `Request` and gives an `Answer`; only `AdminApi` knows HTTP.
///
/// Threads: each request has a virtual thread; the actions hold no state.
///
/// Errors: what a client asked for wrongly is an `InvalidRequestException` or a refusal among the
/// answers; whatever else goes wrong is logged, and the client told no more than that.
@NullMarked
package org.posthorn.server.admin;

import org.jspecify.annotations.NullMarked;
